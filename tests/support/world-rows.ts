import type { Db } from '../../server/db/index.ts'
import { fold } from '../../server/db/fold.ts'
import { guarded } from '../../server/db/index.ts'
import type { FormField } from '../../shared/forms.ts'

/** Password of everybody in a world. */
export const password = 'correct horse battery'

/** Origin of the site that embeds the portals of a world. */
export const siteOrigin = 'https://help.acme.example'

/** Where a world's rows begin: before the clock of any test. */
const madeAt = '2026-01-01T00:00:00.000Z'

/** Ids of one account of a world. Both accounts are built alike. */
export interface AccountIds {
  accountId: string
  portalId: string
  portalKey: string
  slug: string
  inboxId: string
  otherInboxId: string
  supportPipelineId: string
  salesPipelineId: string
  openStageId: string
  waitingStageId: string
  closedStageId: string
  salesStageId: string
  formId: string
  nordvikId: string
  birkaId: string
  /** Contact ids by first name: anna and ben of Nordvik, cleo of Birka, dan of no company. */
  contacts: Record<'anna' | 'ben' | 'cleo' | 'dan', string>
  staff: Record<'agent' | 'admin' | 'settings', string>
  /** Addresses by the same names. */
  email: (name: 'anna' | 'ben' | 'cleo' | 'dan' | 'agent' | 'admin' | 'settings') => string
}

const fields: FormField[] = [
  { name: 'subject', type: 'text', labels: { en: 'Subject', nb: 'Emne' }, isRequired: true },
  { name: 'text', type: 'long_text', labels: { en: 'What happened?', nb: 'Hva skjedde?' }, isRequired: true },
  {
    name: 'product',
    type: 'choice',
    labels: { en: 'Product', nb: 'Produkt' },
    isRequired: false,
    options: [
      { value: 'till', labels: { en: 'Till', nb: 'Kasse' } },
      { value: 'printer', labels: { en: 'Printer', nb: 'Skriver' } },
    ],
  },
  { name: 'files', type: 'file', labels: { en: 'Files', nb: 'Filer' }, isRequired: false },
]

/** Makes one account: a portal that is on, two inboxes, two pipelines, two companies, four contacts, three staff. */
export async function addAccount(
  db: Db,
  newId: () => string,
  name: string,
  options: { passwordHash: string; permissionMode: 'own' | 'company'; allowedOrigins?: readonly string[] },
): Promise<AccountIds> {
  const accountId = newId()
  const idOf = () => newId()
  const account: AccountIds = {
    accountId,
    portalId: idOf(),
    portalKey: `pk_${name}${'0'.repeat(20 - name.length)}`,
    slug: `${name}-support`,
    inboxId: idOf(),
    otherInboxId: idOf(),
    supportPipelineId: idOf(),
    salesPipelineId: idOf(),
    openStageId: idOf(),
    waitingStageId: idOf(),
    closedStageId: idOf(),
    salesStageId: idOf(),
    formId: idOf(),
    nordvikId: idOf(),
    birkaId: idOf(),
    contacts: { anna: idOf(), ben: idOf(), cleo: idOf(), dan: idOf() },
    staff: { agent: idOf(), admin: idOf(), settings: idOf() },
    email: (who) => `${who}@${name}.example`,
  }
  const tables = guarded(db)
  await tables.insertInto('account').values({ id: accountId, name, last_ticket_number: 0, last_event_seq: 0, created_at: madeAt }).execute()
  for (const [id, inbox] of [
    [account.inboxId, 'Support'],
    [account.otherInboxId, 'Sales'],
  ] as const) {
    await tables.insertInto('inbox').values({ account_id: accountId, id, name: inbox, created_at: madeAt }).execute()
    await tables.insertInto('channel').values({ account_id: accountId, id: newId(), inbox_id: id, kind: 'portal' }).execute()
  }
  await tables
    .insertInto('pipeline')
    .values([
      { account_id: accountId, id: account.supportPipelineId, name: 'Support', position: 1 },
      { account_id: accountId, id: account.salesPipelineId, name: 'Sales', position: 2 },
    ])
    .execute()
  const stage = (id: string, pipelineId: string, label: string, isClosed: 0 | 1, position: number) => ({
    account_id: accountId,
    id,
    pipeline_id: pipelineId,
    labels: JSON.stringify({ en: label }),
    is_closed: isClosed,
    position,
  })
  await tables
    .insertInto('stage')
    .values([
      stage(account.openStageId, account.supportPipelineId, 'New', 0, 1),
      stage(account.waitingStageId, account.supportPipelineId, 'Waiting', 0, 2),
      stage(account.closedStageId, account.supportPipelineId, 'Solved', 1, 3),
      stage(account.salesStageId, account.salesPipelineId, 'Lead', 0, 1),
      stage(newId(), account.salesPipelineId, 'Won', 1, 2),
    ])
    .execute()
  await tables
    .insertInto('form')
    .values({
      account_id: accountId,
      id: account.formId,
      name: 'Support',
      inbox_id: account.inboxId,
      pipeline_id: account.supportPipelineId,
      stage_id: account.openStageId,
      fields: JSON.stringify(fields),
    })
    .execute()
  await tables
    .insertInto('portal')
    .values({
      account_id: accountId,
      id: account.portalId,
      key: account.portalKey,
      slug: account.slug,
      title: `${name} support`,
      is_on: 1,
      allowed_origins: JSON.stringify(options.allowedOrigins ?? [siteOrigin]),
      home_url: null,
      default_inbox_id: account.inboxId,
      form_id: account.formId,
      permission_mode: options.permissionMode,
      pipeline_ids: '[]',
      language: 'en',
      theme: JSON.stringify({ accent: null, logoUrl: null, faviconUrl: null }),
      session_idle_seconds: 24 * 3600,
      session_absolute_seconds: 30 * 24 * 3600,
      version: 1,
      created_at: madeAt,
    })
    .execute()
  await tables
    .insertInto('company')
    .values([
      { account_id: accountId, id: account.nordvikId, name: 'Nordvik', name_folded: 'nordvik', created_at: madeAt },
      { account_id: accountId, id: account.birkaId, name: 'Birka', name_folded: 'birka', created_at: madeAt },
    ])
    .execute()
  const companies = { anna: account.nordvikId, ben: account.nordvikId, cleo: account.birkaId, dan: null }
  for (const who of ['anna', 'ben', 'cleo', 'dan'] as const) {
    await tables
      .insertInto('contact')
      .values({
        account_id: accountId,
        id: account.contacts[who],
        name: `${who[0]?.toUpperCase()}${who.slice(1)} of ${name}`,
        name_folded: fold(`${who} of ${name}`),
        company_id: companies[who],
        password_hash: options.passwordHash,
        list_view: 'mine',
        language: null,
        created_at: madeAt,
      })
      .execute()
    await tables
      .insertInto('contact_address')
      .values({
        account_id: accountId,
        id: newId(),
        contact_id: account.contacts[who],
        email: account.email(who),
        email_folded: fold(account.email(who)),
        is_primary: 1,
        verified_at: madeAt,
      })
      .execute()
  }
  const permissions = {
    agent: ['inbox.answer', 'contacts.edit'],
    admin: ['inbox.answer', 'contacts.edit', 'portal.settings', 'account.admin'],
    settings: ['portal.settings'],
  }
  for (const who of ['agent', 'admin', 'settings'] as const) {
    await tables
      .insertInto('staff')
      .values({
        account_id: accountId,
        id: account.staff[who],
        email: account.email(who),
        email_folded: fold(account.email(who)),
        name: `${who} of ${name}`,
        password_hash: options.passwordHash,
        permissions: JSON.stringify(permissions[who]),
        is_active: 1,
        created_at: madeAt,
      })
      .execute()
  }
  return account
}
