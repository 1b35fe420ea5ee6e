import type { Timestamp } from '../db/index.ts'
import type { LiveEventKind } from '../../shared/live.ts'

/** Facts, append-only. Those with a live kind also wake open streams. */
export type EventKind =
  | LiveEventKind
  | 'contact.signed_in'
  | 'contact.signed_out'
  | 'contact.created'
  | 'contact.password_changed'
  | 'contact.invited'
  | 'contact.registered'
  | 'company.changed'
  | 'consent.given'
  | 'consent.withdrawn'
  | 'session.revoked'
  | 'session.reused'
  | 'staff.signed_in'
  | 'staff.signed_out'
  | 'staff.second_factor_changed'
  | 'staff.password_changed'
  | 'staff.invited'
  | 'staff.invitation_withdrawn'
  | 'staff.joined'
  | 'staff.changed'
  | 'staff.removed'
  | 'staff.password_link_sent'
  | 'staff.second_factor_reset'
  | 'portal.changed'
  | 'pipeline.changed'
  | 'list.changed'
  | 'identity_provider.changed'
  | 'contact.identity_linked'
  | 'property.changed'
  | 'form.changed'
  | 'inbox.changed'
  | 'menu.changed'
  | 'settings.exported'
  | 'domain.changed'
  | 'contact.changed'
  | 'contact.data_exported'
  | 'contact.deletion_requested'
  | 'contact.deletion_withdrawn'
  | 'contact.erased'
  | 'account.changed'
  | 'brand.changed'
  | 'visibility.explained'
  | 'preview.started'
  | 'mail.failed'

export interface EventRow {
  account_id: string
  /** 1, 2, 3 … within the account, in commit order. */
  seq: number
  kind: EventKind
  actor_kind: 'contact' | 'staff' | 'system'
  actor_id: string | null
  ticket_id: string | null
  thread_id: string | null
  message_id: string | null
  /** False: for staff alone (an internal note, an assignment). */
  is_public: 0 | 1
  /** JSON; what changed, before and after. Never a secret, never message text. */
  data: string
  created_at: Timestamp
}
