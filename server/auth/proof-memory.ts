import type { KeyObject } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { nonceWindowSeconds } from '../http/proof-nonce.ts'

const keysMax = 5_000
const proofsPerWindowMax = 200_000

/** What one process remembers of proofs: verified keys, so that each is parsed once, and the proofs already used. */
export interface ProofMemory {
  keys: KeyCache
  /** Of requests with an access token. */
  ofSessions: UsedProofs
  /** Of requests without: apart, so that a flood of them cannot push out the others. */
  ofStrangers: UsedProofs
}

const memories = new WeakMap<Uint8Array, ProofMemory>()

/** The memory of this server. */
export function proofMemoryOf({ nonceSecret }: Pick<Deps, 'nonceSecret'>): ProofMemory {
  let memory = memories.get(nonceSecret)
  if (!memory) memories.set(nonceSecret, (memory = { keys: new KeyCache(), ofSessions: new UsedProofs(), ofStrangers: new UsedProofs() }))
  return memory
}

/** Key objects by thumbprint; the one not used for longest makes room. */
export class KeyCache {
  private readonly keys = new Map<string, KeyObject>()

  get(jkt: string): KeyObject | undefined {
    const key = this.keys.get(jkt)
    if (key) {
      this.keys.delete(jkt)
      this.keys.set(jkt, key)
    }
    return key
  }

  set(jkt: string, key: KeyObject): void {
    this.keys.set(jkt, key)
    if (this.keys.size > keysMax) this.keys.delete(this.keys.keys().next().value ?? '')
  }
}

/**
 * Ids of proofs that were used. A proof lives as long as its nonce, two windows at most; so two windows are remembered.
 * A restart forgets them: what a replay could write is stopped by its Idempotency-Key.
 */
export class UsedProofs {
  private window = 0
  private current = new Set<string>()
  private previous = new Set<string>()

  /** Remembers a proof. False when it was used before. */
  add(nowMs: number, jkt: string, jti: string): boolean {
    this.moveTo(Math.floor(nowMs / 1000 / nonceWindowSeconds))
    const name = `${jkt}.${jti}`
    if (this.current.has(name) || this.previous.has(name)) return false
    this.current.add(name)
    if (this.current.size > proofsPerWindowMax) this.current.delete(this.current.values().next().value ?? '')
    return true
  }

  private moveTo(window: number): void {
    if (window === this.window) return
    this.previous = window === this.window + 1 ? this.current : new Set()
    this.current = new Set()
    this.window = window
  }
}
