import type { MailKind, PageKind, PageTemplate } from '../../shared/page-kinds.ts'
import type { Timestamp } from '../db/index.ts'

/** A system page in a portal's own words. No row: as it came. */
export interface PortalPageRow {
  account_id: string
  portal_id: string
  page: PageKind
  template: PageTemplate
  /** JSON of shared/pages.ts `PageTexts`. */
  contents: string
  version: number
  changed_at: Timestamp
}

/** A mail in a portal's own words. No row: as it came. */
export interface PortalMailRow {
  account_id: string
  portal_id: string
  mail: MailKind
  /** JSON of shared/pages.ts `MailTexts`. */
  contents: string
  version: number
  changed_at: Timestamp
}

/** What somebody of the staff looks at while writing a page or a mail: their newest look alone. */
export interface TemplatePreviewRow {
  account_id: string
  staff_id: string
  token_hash: string
  /** JSON: what is looked at. It is drawn when it is fetched, of what is there then. */
  request: string
  expires_at: Timestamp
}
