import { randomInt } from 'node:crypto'
import { limits } from '../shared/limits.ts'
import type { StaffPermission } from '../shared/auth.ts'
import type { FormField } from '../shared/forms.ts'
import { fold } from './db/fold.ts'
import type { Tx } from './db/index.ts'
import type { Deps } from './deps.ts'
import { transact } from './db/transact.ts'
import { StartError } from './start-error.ts'

/** What an account begins with. */
export interface NewAccount {
  name: string
  /** First member of the staff, with every permission. */
  adminName: string
  adminEmail: string
  password: string
  /** Last part of the hosted page's address. */
  slug: string
}

const everyPermission: readonly StaffPermission[] = ['inbox.answer', 'contacts.edit', 'portal.settings', 'account.admin']

const firstStages = [
  { labels: { en: 'New', nb: 'Ny' }, isClosed: 0 },
  { labels: { en: 'Waiting for us', nb: 'Venter på oss' }, isClosed: 0 },
  { labels: { en: 'Waiting for the customer', nb: 'Venter på kunden' }, isClosed: 0 },
  { labels: { en: 'Closed', nb: 'Lukket' }, isClosed: 1 },
] as const

const firstFields: readonly FormField[] = [
  { name: 'subject', type: 'text', labels: { en: 'Subject', nb: 'Emne' }, isRequired: true },
  { name: 'text', type: 'long_text', labels: { en: 'How can we help?', nb: 'Hva kan vi hjelpe med?' }, isRequired: true },
  { name: 'files', type: 'file', labels: { en: 'Files', nb: 'Filer' }, isRequired: false },
]

/**
 * Makes an account with an administrator, one inbox, one pipeline, a support form, and a portal that is still switched off.
 *
 * @returns the portal's public key.
 * @throws StartError when an input cannot be used, or the address or slug is taken.
 */
export async function createAccount(
  deps: Pick<Deps, 'db' | 'now' | 'newId' | 'hasher'>,
  account: NewAccount,
): Promise<{ portalKey: string }> {
  requireUsable(account)
  const passwordHash = await deps.hasher.hash(account.password)
  const { slug } = account
  const portalKey = await transact(deps.db, async (tx) => {
    if (await tx.selectFrom('staff').select('id').where('email_folded', '=', fold(account.adminEmail)).executeTakeFirst()) {
      throw new StartError(`Somebody of the staff already has the address ${account.adminEmail}.`)
    }
    if (await tx.selectFrom('portal').select('id').where('slug', '=', slug).executeTakeFirst()) {
      throw new StartError(`A portal already has the slug "${slug}": choose another with --slug.`)
    }
    return insertAccount(tx, deps, { ...account, passwordHash })
  })
  return { portalKey }
}

/** Writes the rows of a new account. @returns the portal's public key. */
export async function insertAccount(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  account: Omit<NewAccount, 'password'> & { passwordHash: string; timeZone?: string; language?: 'en' | 'nb' },
): Promise<string> {
  const created_at = deps.now()
  const account_id = deps.newId()
  const own = () => ({ account_id, id: deps.newId() })
  const [inbox, pipeline, form] = [own(), own(), own()]
  const stages = firstStages.map(({ labels, isClosed }, position) => ({
    ...own(),
    pipeline_id: pipeline.id,
    labels: JSON.stringify(labels),
    is_closed: isClosed,
    position,
  }))
  const stage_id = stages[0]?.id ?? ''
  const key = makePortalKey()

  await tx
    .insertInto('account')
    .values({
      id: account_id,
      name: account.name,
      last_ticket_number: 0,
      last_event_seq: 0,
      ...(account.timeZone && { time_zone: account.timeZone }),
      created_at,
    })
    .execute()
  await tx
    .insertInto('staff')
    .values({
      ...own(),
      email: account.adminEmail,
      email_folded: fold(account.adminEmail),
      name: account.adminName,
      password_hash: account.passwordHash,
      permissions: JSON.stringify(everyPermission),
      is_active: 1,
      created_at,
    })
    .execute()
  await tx
    .insertInto('inbox')
    .values({ ...inbox, name: 'Support', created_at })
    .execute()
  for (const kind of ['portal', 'form'] as const)
    await tx
      .insertInto('channel')
      .values({ ...own(), inbox_id: inbox.id, kind })
      .execute()
  await tx
    .insertInto('pipeline')
    .values({ ...pipeline, name: 'Support', position: 0 })
    .execute()
  await tx.insertInto('stage').values(stages).execute()
  await tx
    .insertInto('form')
    .values({
      ...form,
      name: 'Support',
      key: 'support',
      inbox_id: inbox.id,
      pipeline_id: pipeline.id,
      stage_id,
      fields: JSON.stringify(firstFields),
      created_at,
    })
    .execute()
  const { slug, name: title, language = 'en' } = account
  await insertPortal(tx, deps, { accountId: account_id, slug, title, inboxId: inbox.id, formId: form.id, language, key })
  return key
}

/** Writes the row of a new portal, which is switched off. @returns its id. */
export async function insertPortal(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  portal: {
    accountId: string
    slug: string
    title: string
    inboxId: string
    formId: string | null
    language: 'en' | 'nb'
    /** Public; a new one without. */
    key?: string
  },
): Promise<string> {
  const id = deps.newId()
  await tx
    .insertInto('portal')
    .values({
      account_id: portal.accountId,
      id,
      key: portal.key ?? makePortalKey(),
      slug: portal.slug,
      title: portal.title,
      is_on: 0,
      allowed_origins: '[]',
      home_url: null,
      default_inbox_id: portal.inboxId,
      form_id: portal.formId,
      permission_mode: 'own',
      pipeline_ids: '[]',
      language: portal.language,
      theme: JSON.stringify({ accent: null, logoUrl: null, faviconUrl: null }),
      session_idle_seconds: 24 * 60 * 60,
      session_absolute_seconds: 30 * 24 * 60 * 60,
      version: 1,
      created_at: deps.now(),
    })
    .execute()
  return id
}

function requireUsable({ name, adminName, adminEmail, password, slug }: NewAccount): void {
  if (name.trim() === '' || name.length > limits.nameMaxChars)
    throw new StartError(`The account's name must have 1 to ${limits.nameMaxChars} characters.`)
  if (adminName.trim() === '') throw new StartError('The administrator needs a name: --admin-name.')
  if (!/^[^\s@]+@[^\s@]+$/.test(adminEmail)) throw new StartError(`"${adminEmail}" is not an e-mail address.`)
  if (password.length < limits.passwordMinChars || password.length > limits.passwordMaxChars) {
    throw new StartError(`The password must have ${limits.passwordMinChars} to ${limits.passwordMaxChars} characters.`)
  }
  if (!/^[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?$/.test(slug)) {
    throw new StartError(`The slug may have small letters, digits and hyphens; "${slug}" cannot be used.`)
  }
}

function makePortalKey(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return `pk_${Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('')}`
}
