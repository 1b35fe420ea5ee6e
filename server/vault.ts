import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { StartError } from './start-error.ts'

/** Keeps secrets that must be usable again: what the database holds of them cannot be read without the installation's key. */
export interface Vault {
  /** Encrypts a secret. `place` says where it is kept: sealed text that is moved elsewhere does not open. */
  seal: (secret: string, place: string) => string
  /** @throws Error when the text was sealed with another key, for another place, or was changed. */
  open: (sealed: string, place: string) => string
}

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

/** A vault with this key: AES-256-GCM, a fresh random nonce each time. */
export function makeVault(key: Uint8Array): Vault {
  if (key.length !== keyBytes) throw new Error(`the key of the vault has ${key.length} bytes instead of ${keyBytes}`)
  return {
    seal(secret, place) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
      const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url')}`
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
    },
  }
}

/**
 * The vault of the installation: its key is `SECRET_KEY`, or stands in a file of the data folder, outside of the database;
 * the file is made at the first start.
 *
 * @throws StartError when the file holds no key.
 */
export function openVault(config: Pick<Config, 'dataDir' | 'secretKey'>): Vault {
  if (config.secretKey !== null) return makeVault(Buffer.from(config.secretKey, 'base64url'))
  const file = join(config.dataDir, 'secret-key')
  const text = readText(file) ?? makeKeyFile(file)
  const key = Buffer.from(text, 'base64url')
  if (key.length !== keyBytes)
    throw new StartError(`The file ${file} does not hold a key: bring back the one that was there, or delete it.`)
  return makeVault(key)
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartError(`The file ${file} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`, { cause: error })
  }
}

/** Written whole before it has its name: of two processes that start together both read the same key. */
function makeKeyFile(file: string): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8').trim()
}
