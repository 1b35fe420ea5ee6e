import { z } from '@hono/zod-openapi'
import { pageQuery, timestamp } from './common.ts'

/** What the history of an account tells: changes of settings and people, who signed in, what was looked at. Never a ticket's talk. */
export const historyKinds = [
  'account.changed',
  'brand.changed',
  'company.changed',
  'consent.given',
  'consent.withdrawn',
  'contact.changed',
  'contact.created',
  'contact.data_exported',
  'contact.deletion_requested',
  'contact.deletion_withdrawn',
  'contact.erased',
  'contact.identity_linked',
  'contact.invited',
  'contact.password_changed',
  'contact.registered',
  'contact.signed_in',
  'contact.signed_out',
  'domain.changed',
  'form.changed',
  'identity_provider.changed',
  'inbox.changed',
  'list.changed',
  'mail.failed',
  'menu.changed',
  'pipeline.changed',
  'portal.changed',
  'preview.started',
  'property.changed',
  'session.reused',
  'session.revoked',
  'settings.exported',
  'staff.changed',
  'staff.invitation_withdrawn',
  'staff.invited',
  'staff.joined',
  'staff.password_changed',
  'staff.password_link_sent',
  'staff.removed',
  'staff.second_factor_changed',
  'staff.second_factor_reset',
  'staff.signed_in',
  'staff.signed_out',
  'visibility.explained',
] as const
export type HistoryKind = (typeof historyKinds)[number]

/** Kinds that belong together, for who looks for something. */
export const historyGroups = {
  settings: [
    'account.changed',
    'brand.changed',
    'domain.changed',
    'identity_provider.changed',
    'list.changed',
    'pipeline.changed',
    'portal.changed',
    'property.changed',
    'company.changed',
    'form.changed',
    'inbox.changed',
    'menu.changed',
    'settings.exported',
  ],
  people: historyKinds.filter((kind) => /^(contact|consent)\./.test(kind) && !kind.includes('.signed_')),
  team: historyKinds.filter((kind) => kind.startsWith('staff.') && !kind.includes('.signed_')),
  sign_ins: historyKinds.filter((kind) => /\.signed_|^session\./.test(kind)),
} satisfies Record<string, readonly HistoryKind[]>
export type HistoryGroup = keyof typeof historyGroups

export const historyEntry = z
  .object({
    id: z.string(),
    kind: z.enum(historyKinds),
    at: timestamp,
    /** Who did it. The name is empty for somebody who is gone, and for the system. */
    by: z.object({ kind: z.enum(['contact', 'staff', 'system', 'settings_file']), name: z.string() }),
    /** The contact or the member of the team it is about; empty where it is about none, or about one who was deleted. */
    about: z.string(),
    /** Name → what it was before and is now; null where there was nothing, or is nothing now. */
    changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
    /** Everything else that is known of it. */
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('HistoryEntry')
export type HistoryEntry = z.infer<typeof historyEntry>

export const historyPage = z.object({ entries: z.array(historyEntry), next: z.string().nullable() }).openapi('HistoryPage')
export type HistoryPage = z.infer<typeof historyPage>

export const historyQuery = pageQuery.extend({ group: z.enum(['all', 'settings', 'people', 'team', 'sign_ins']).default('all') })
