import type { Timestamp } from '../db/index.ts'
import type { BrandImageType } from '../../shared/theme.ts'

/** An image that staff uploaded for the look of their portals. Everybody may read it. */
export interface BrandImageRow {
  account_id: string
  /** SHA-256 of its bytes, in hex. */
  hash: string
  media_type: BrandImageType
  width: number
  height: number
  size_bytes: number
  store_key: string
  /** When it was last uploaded. */
  created_at: Timestamp
}
