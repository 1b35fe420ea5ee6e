import type { Timestamp } from '../db/index.ts'

/** A customer-facing site of an account and its settings. */
export interface PortalRow {
  account_id: string
  id: string
  /** Public name in URLs: `pk_` and 20 characters. */
  key: string
  slug: string
  title: string
  is_on: 0 | 1
  /** JSON array of normalised origins. */
  allowed_origins: string
  /** The page that holds `<cp-portal>`; null: the hosted page. */
  home_url: string | null
  default_inbox_id: string
  form_id: string | null
  permission_mode: 'own' | 'company'
  /** JSON array; empty: every pipeline. */
  pipeline_ids: string
  language: string
  /** JSON of shared/portal.ts `Theme`. */
  theme: string
  /** Longest gap between two requests that the user caused, in seconds. Null: no idle time-out. */
  session_idle_seconds: number | null
  session_absolute_seconds: number
  version: number
  created_at: Timestamp
}
