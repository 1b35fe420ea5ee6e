import type { Generated, Selectable } from 'kysely'
import type { Timestamp } from '../db/index.ts'

/** A customer-facing site of an account and its settings. */
export interface PortalTable {
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
  /** What fragments begin with on that page. */
  home_route: Generated<string>
  default_inbox_id: string
  form_id: string | null
  /** Whose tickets a contact sees: own; the primary company's too; those only if the contact matches `company_rule`. */
  permission_mode: 'own' | 'company' | 'rule'
  /** JSON of shared/filter-rule.ts `ResolvedRule` about contacts; null: nobody matches. */
  company_rule: string | null
  /** Tickets that a contact sees only through the company are read and not answered. */
  is_company_read_only: Generated<0 | 1>
  /** JSON array; empty: every pipeline. */
  pipeline_ids: string
  /** JSON of shared/filter-rule.ts `ResolvedRule` about tickets: only those that match exist in this portal. Null: all. */
  ticket_filter: string | null
  /** What a ticket's status says: open or closed (S123), or the full name of its stage (S124). */
  status_display: Generated<'open_closed' | 'stages'>
  /** JSON array of names of ticket properties that customers see, in their order. */
  shown_properties: Generated<string>
  /** JSON: name of such a property → language → what customers read in the place of its label. */
  shown_labels: Generated<string>
  /** What a customer's answer to a closed ticket does (D6): nothing, reopen it, or reopen it within `reopen_days`. */
  closed_policy: Generated<'refuse' | 'reopen' | 'reopen_within'>
  reopen_days: Generated<number>
  /** Customers close their tickets and open them again. */
  can_contacts_close: Generated<0 | 1>
  /** Customers copy colleagues in and file for them. */
  can_involve_colleagues: Generated<0 | 1>
  /** Of a ticket all threads are shown, not the newest alone. */
  has_earlier_threads: Generated<0 | 1>
  language: string
  /** JSON array of languages that the portal is offered in, `language` among them. */
  languages: Generated<string>
  /** JSON of shared/theme.ts `Theme`, or of a part of it: what it does not name is the brand's. */
  theme: string
  /** Longest gap between two requests that the user caused, in seconds. Null: no idle time-out. */
  session_idle_seconds: number | null
  session_absolute_seconds: number
  /** JSON of shared/consent.ts `ConsentTexts`; null: no consent is asked for. */
  consent_texts: string | null
  /** SHA-256 of these words; null without any. */
  consent_version: string | null
  /** People make their own login. */
  can_register: Generated<0 | 1>
  /** Who gets in: everybody with a login, or contacts on one of the lists. */
  access_mode: Generated<'everyone' | 'lists'>
  /** JSON array of lists. */
  access_list_ids: Generated<string>
  /** When the two were last changed; empty: never. */
  access_changed_at: Generated<string>
  /** Shortest password that a contact may choose. */
  password_min_chars: Generated<number>
  /** JSON array of shared/auth.ts `SignInMethod`. */
  sign_in_methods: Generated<string>
  /** Where a password is typed: in the page that holds the elements, or in a window of ours alone. */
  password_entry: Generated<'page' | 'window'>
  /** Grows when a system page gets other words; 0: all are as they came. */
  pages_version: Generated<number>
  /** People get in through providers alone: none of our own logins, and none of their mails. */
  is_sso_required: Generated<0 | 1>
  /** The menu on top; null: the usual one. */
  menu_id: Generated<string | null>
  /** `cp-portal-link` shows (S93). */
  has_portal_link: Generated<0 | 1>
  version: number
  created_at: Timestamp
}

/** A portal as it is read, with what its account says: where its days begin, its brand. */
export type PortalRow = Selectable<PortalTable> & { time_zone: string; brand: string; domain_host: string | null }
