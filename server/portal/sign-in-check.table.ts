import type { Timestamp } from '../db/index.ts'

/** A test sign-in that a staff member began; it signs nobody in. */
export interface SignInCheckRow {
  account_id: string
  /** `try` and 112 random bits, hex: no id of a sign-in looks like it. */
  id: string
  portal_id: string
  provider_id: string
  /** Who alone may read what became of it. */
  staff_id: string
  /** `started` · `opened` in a window · `answered` by the provider, being looked at · `done`. */
  state: 'started' | 'opened' | 'answered' | 'done'
  /** Of the browser whose window it is. */
  cookie_hash: string | null
  /** What the provider's protocol has to remember, encrypted. */
  protocol_sealed: string | null
  /** JSON of shared/sign-in-check.ts `SignInCheckResult`, encrypted: what a provider says of a person. */
  result_sealed: string | null
  created_at: Timestamp
  expires_at: Timestamp
}
