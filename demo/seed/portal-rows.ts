import type { FormField } from '../../shared/forms.ts'
import type { AccountPlan } from './account-rows.ts'
import { historyMinutes } from './plan.ts'
import type { RowSet } from './rows.ts'

const fields: FormField[] = [
  {
    name: 'subject',
    type: 'text',
    labels: { en: 'Subject', nb: 'Emne' },
    help: { en: 'One line: what is it about?', nb: 'Én linje: hva gjelder det?' },
    isRequired: true,
  },
  {
    name: 'topic',
    type: 'choice',
    labels: { en: 'Topic', nb: 'Tema' },
    isRequired: true,
    options: [
      { value: 'till', labels: { en: 'Till and payment', nb: 'Kasse og betaling' } },
      { value: 'labels', labels: { en: 'Labels and printing', nb: 'Etiketter og utskrift' } },
      { value: 'stock', labels: { en: 'Stock and products', nb: 'Lager og varer' } },
      { value: 'invoice', labels: { en: 'Invoice', nb: 'Faktura' } },
      { value: 'other', labels: { en: 'Something else', nb: 'Noe annet' } },
    ],
  },
  {
    name: 'shop',
    type: 'text',
    labels: { en: 'Shop', nb: 'Butikk' },
    help: { en: 'If it concerns one shop alone.', nb: 'Hvis det gjelder bare én butikk.' },
    isRequired: false,
  },
  { name: 'text', type: 'long_text', labels: { en: 'What happened?', nb: 'Hva har skjedd?' }, isRequired: true },
  { name: 'files', type: 'file', labels: { en: 'Files', nb: 'Filer' }, isRequired: false },
]

/** Adds a portal that is switched on, with its support form. @returns its id. */
export function addPortal(
  rows: RowSet,
  account: AccountPlan,
  portal: {
    key: string
    slug: string
    title: string
    accent: string | null
    permissionMode: 'own' | 'company'
    statusDisplay: 'open_closed' | 'stages'
    shownProperties: readonly string[]
    hasEarlierThreads: boolean
    origin: string
    homeUrl: string
    homeRoute: string
  },
): string {
  const inboxId = account.inboxOf('Support').id
  const support = account.pipelineOf('Support')
  const formId = account.idOf(historyMinutes)
  const id = account.idOf(historyMinutes)
  rows.add('form', {
    account_id: account.id,
    id: formId,
    name: 'Support',
    inbox_id: inboxId,
    pipeline_id: support.pipelineId,
    stage_id: support.stages[0]?.id,
    fields: JSON.stringify(fields),
    key: 'support',
    titles: '{}',
    position: 0,
    version: 1,
    created_at: account.timeOf(historyMinutes),
  })
  rows.add('portal', {
    account_id: account.id,
    id,
    key: portal.key,
    slug: portal.slug,
    title: portal.title,
    is_on: 1,
    allowed_origins: JSON.stringify([portal.origin]),
    home_url: portal.homeUrl,
    home_route: portal.homeRoute,
    default_inbox_id: inboxId,
    form_id: formId,
    permission_mode: portal.permissionMode,
    company_rule: null,
    is_company_read_only: 0,
    ticket_filter: null,
    pipeline_ids: JSON.stringify([support.pipelineId, account.pipelineOf('Onboarding').pipelineId]),
    language: 'en',
    languages: '["en","nb"]',
    status_display: portal.statusDisplay,
    shown_properties: JSON.stringify(portal.shownProperties),
    shown_labels: '{}',
    closed_policy: 'refuse',
    reopen_days: 14,
    can_contacts_close: 1,
    can_involve_colleagues: 1,
    has_earlier_threads: portal.hasEarlierThreads ? 1 : 0,
    theme: JSON.stringify({ accent: portal.accent, logoUrl: null, faviconUrl: null }),
    session_idle_seconds: 24 * 60 * 60,
    session_absolute_seconds: 30 * 24 * 60 * 60,
    consent_texts: null,
    consent_version: null,
    can_register: 0,
    access_mode: 'everyone',
    access_list_ids: '[]',
    access_changed_at: '',
    password_min_chars: 12,
    sign_in_methods: '["password","magic_link"]',
    password_entry: 'page',
    pages_version: 0,
    is_sso_required: 0,
    menu_id: null,
    has_portal_link: 1,
    version: 1,
    created_at: account.timeOf(historyMinutes),
  })
  return id
}
