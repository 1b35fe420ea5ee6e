import { timeAt } from './ids.ts'
import type { RowBuffer } from './rows.ts'

/** What tickets of an account refer to. */
export interface Account {
  id: string
  inboxId: string
  channelId: string
  /** Shown by the portals, shown by the portals and rare, shown by none. */
  pipelines: readonly { id: string; openStageId: string; closedStageId: string }[]
}

/** Adds an account with its inbox, its pipelines and their stages. */
export async function addAccount(rows: RowBuffer, id: string, newId: () => string, tickets: number): Promise<Account> {
  const created_at = timeAt(0)
  await rows.add('account', {
    id,
    name: `Account ${id}`,
    last_ticket_number: tickets,
    last_event_seq: 0,
    time_zone: 'UTC',
    staff_needs_second_factor: 0,
    brand: '{}',
    brand_version: 0,
    created_at,
  })
  const inboxId = newId()
  const channelId = newId()
  await rows.add('inbox', { account_id: id, id: inboxId, name: 'Support', created_at })
  await rows.add('channel', { account_id: id, id: channelId, inbox_id: inboxId, kind: 'portal' })
  const pipelines = []
  for (const [position, name] of ['Support', 'Repairs', 'Internal'].entries()) {
    const pipeline = { id: newId(), openStageId: newId(), closedStageId: newId() }
    pipelines.push(pipeline)
    await rows.add('pipeline', { account_id: id, id: pipeline.id, name, position, is_confidential: 0, version: 1, deleted_at: null })
    for (const isClosed of [0, 1]) {
      await rows.add('stage', {
        account_id: id,
        id: isClosed ? pipeline.closedStageId : pipeline.openStageId,
        pipeline_id: pipeline.id,
        labels: JSON.stringify({ en: isClosed ? 'Closed' : 'Open' }),
        is_closed: isClosed,
        position: isClosed,
        customer_labels: null,
        deleted_at: null,
      })
    }
  }
  return { id, inboxId, channelId, pipelines }
}

/** Adds a portal that is on, in company mode, and allows one site. */
export async function addPortal(rows: RowBuffer, account: Account, newId: () => string, key: string, pipelineIds: string[]): Promise<void> {
  await rows.add('portal', {
    account_id: account.id,
    id: newId(),
    key,
    slug: key.replaceAll('_', '-'),
    title: 'Support',
    is_on: 1,
    allowed_origins: JSON.stringify([siteOrigin]),
    home_url: null,
    home_route: 'support',
    default_inbox_id: account.inboxId,
    form_id: null,
    permission_mode: 'company',
    company_rule: null,
    is_company_read_only: 0,
    ticket_filter: null,
    pipeline_ids: JSON.stringify(pipelineIds),
    language: 'en',
    languages: '["en","nb"]',
    status_display: 'open_closed',
    shown_properties: '[]',
    shown_labels: '{}',
    closed_policy: 'refuse',
    reopen_days: 14,
    can_contacts_close: 0,
    can_involve_colleagues: 0,
    has_earlier_threads: 0,
    theme: JSON.stringify({ accent: null, logoUrl: null, faviconUrl: null }),
    session_idle_seconds: null,
    session_absolute_seconds: 30 * 24 * 3600,
    consent_texts: null,
    consent_version: null,
    can_register: 0,
    access_mode: 'everyone',
    access_list_ids: '[]',
    access_changed_at: '',
    password_min_chars: 12,
    sign_in_methods: '["password"]',
    password_entry: 'page',
    pages_version: 0,
    is_sso_required: 0,
    menu_id: null,
    has_portal_link: 1,
    version: 1,
    created_at: timeAt(0),
  })
}

/** Origin of the site that every measured request names, as a browser would. */
export const siteOrigin = 'https://help.large.example'
