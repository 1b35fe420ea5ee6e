import type { Me } from '../../shared/auth.ts'

/** What a browser keeps of one session. The key cannot be exported, so the tokens are of no use elsewhere. */
export interface StoredSession {
  key: CryptoKeyPair
  accessToken: string
  refreshToken: string
  /** Clock of this browser, in milliseconds. */
  accessExpiresAt: number
  me: Me
  /** Set before a refresh is sent: whoever repeats it after a lost answer asks for the same successor. */
  refreshRequestId?: string
}

const storeName = 'session'
const recordName = 'current'

/** The one record of a portal's session in IndexedDB; nothing is stored before somebody signs in. */
export class SessionVault<Kept extends object = StoredSession> {
  private readonly name: string

  constructor(portalKey: string) {
    this.name = `cp-${portalKey}`
  }

  async read(): Promise<Kept | undefined> {
    const db = await this.open(false)
    if (!db) return undefined
    try {
      return (await settled(db.transaction(storeName).objectStore(storeName).get(recordName))) as Kept | undefined
    } finally {
      db.close()
    }
  }

  async write(session: Kept): Promise<void> {
    const db = await this.open(true)
    if (!db) return
    const transaction = db.transaction(storeName, 'readwrite', { durability: 'strict' })
    transaction.objectStore(storeName).put(session, recordName)
    await finished(transaction)
    db.close()
  }

  /** Removes key and tokens. */
  async wipe(): Promise<void> {
    const db = await this.open(false)
    if (!db) return
    const transaction = db.transaction(storeName, 'readwrite')
    transaction.objectStore(storeName).clear()
    await finished(transaction)
    db.close()
    // Other tabs may hold it open for a moment; the record is gone already.
    indexedDB.deleteDatabase(this.name)
  }

  private open(mayCreate: boolean): Promise<IDBDatabase | undefined> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1)
      request.onupgradeneeded = () => {
        if (mayCreate) request.result.createObjectStore(storeName)
        else request.transaction?.abort()
      }
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close()
        resolve(request.result)
      }
      request.onerror = (event) => {
        event.preventDefault()
        if (mayCreate) reject(request.error ?? new Error('IndexedDB'))
        else resolve(undefined)
      }
    })
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'))
  })
}
