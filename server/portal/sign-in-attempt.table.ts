import type { Timestamp } from '../db/index.ts'

/** A sign-in through a provider's pages, from its start in an element to its session there. */
export interface SignInAttemptRow {
  account_id: string
  /** 128 random bits, hex. Known to whoever started it and to the window. */
  id: string
  portal_id: string
  /** Null: address and password, on a page of ours. */
  provider_id: string | null
  /**
   * `started` by an element · `opened` in a window · `answered` by the provider, being looked at · `identified` · `released` by a click in the window ·
   * `redeemed` by the element · `failed`.
   */
  state: 'started' | 'opened' | 'answered' | 'identified' | 'released' | 'redeemed' | 'failed'
  /** The key that started it: nobody else gets the session. */
  jkt: string
  /** The page that started it. */
  origin: string
  /** SHA-256 of the element's verifier, base64url (RFC 7636 S256). */
  challenge: string
  /** Where a full-page sign-in goes back to; of `origin`. */
  return_url: string | null
  /** Of the browser whose window it is. */
  cookie_hash: string | null
  /** What the provider's protocol has to remember, encrypted. */
  protocol_sealed: string | null
  /** Who it is, encrypted; gone once redeemed. */
  identity_sealed: string | null
  /** Of what only our own page can send. */
  confirm_hash: string | null
  code_hash: string | null
  code_sealed: string | null
  code_expires_at: Timestamp | null
  created_at: Timestamp
  expires_at: Timestamp
}
