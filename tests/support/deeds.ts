import type { Kysely } from 'kysely'
import type { Database } from '../../server/db/schema.ts'
import type { FieldSettings, StaffForm, SubmitFormResult, SupportForm } from '../../shared/forms.ts'
import type { Menu, MenuItem } from '../../shared/menus.ts'
import type { PageKind, PageTemplate } from '../../shared/page-kinds.ts'
import type { PageContents, PortalPage } from '../../shared/pages.ts'
import type { PortalSettings, UpdatePortalBody } from '../../shared/portal.ts'
import type { CreatePropertyBody } from '../../shared/properties.ts'
import type { TicketDetail } from '../../shared/tickets.ts'
import { trustSite } from './trust-site.ts'
import { claimsOf, openHostPage, signToken } from './peers/host-page.ts'
import type { World } from './world.ts'

type ContactName = 'anna' | 'ben' | 'cleo' | 'dan'

/** What somebody else does while a test runs in the browser. */
export type Deed =
  | { name: 'openTicket'; as: ContactName; subject: string; text: string }
  | { name: 'contactReplies'; as: ContactName; ticketId: string; text: string }
  /** The contact looks at all that the ticket's conversation holds now. */
  | { name: 'contactReads'; as: ContactName; ticketId: string }
  | { name: 'copyIn'; as: ContactName; ticketId: string; colleague: ContactName }
  | { name: 'agentReplies'; ticketId: string; text: string }
  | { name: 'agentNotes'; ticketId: string; text: string }
  | { name: 'closeTicket' | 'reopenTicket' | 'hideTicket'; ticketId: string }
  /** Ends every session of the contact, as another device would. */
  | { name: 'endSessions'; as: ContactName }
  | { name: 'advanceClock'; seconds: number }
  /** Reads the newest mail to an address, once it has left. */
  | { name: 'readMail'; to: string }
  /** The ticket has had a conversation before: `count` messages of an agent, whose words end with their number. */
  | { name: 'hadThread'; ticketId: string; subject: string; text: string; count: number }
  /** Its conversation began with such messages. */
  | { name: 'hadMessages'; ticketId: string; text: string; count: number }
  /** The message with this text came as a mail: with markup, in which its picture is named `contentId`. */
  | { name: 'cameAsMail'; ticketId: string; text: string; html: string; contentId: string }
  /** An administrator lets the portal trust a site's own sign-in page, where `as` is signed in; `isGood` false: by another key. */
  | { name: 'trustSite'; as: ContactName; isGood: boolean }
  /** The page's own server signs who its user is; the portal knows its key, unless another `kid` is named. */
  | { name: 'signHostToken'; sub: string; as: ContactName; kid?: string }
  /** An administrator saves other settings of the first account's portal. */
  | { name: 'changePortal'; changes: Omit<UpdatePortalBody, 'version'> }
  /** … gives tickets properties, and the portal another form that asks for them. */
  | { name: 'addForm'; key: string; title: string; properties: Partial<CreatePropertyBody>[]; fields: FieldSettings[] }
  /** … changes the fields of a form that was made so. */
  | { name: 'changeForm'; key: string; fields: FieldSettings[] }
  /** What a ticket has for its properties. */
  | { name: 'readValues'; ticketId: string }
  /** … makes a navigation menu and lets it stand on top; null: the usual one again. */
  | { name: 'setMenu'; items: MenuItem[] | null }
  /** … writes a page of its login in English, or lets it be as it came. */
  | { name: 'writePage'; page: PageKind; template: PageTemplate; contents: Partial<PageContents> | null }

/**
 * Does it through the API, as the one who would do it.
 *
 * @returns what the API answered: `openTicket` gives the ticket.
 * @throws Error with the answer when it was refused.
 */
export async function actIn(world: World, deed: Deed): Promise<unknown> {
  switch (deed.name) {
    case 'openTicket': {
      const contact = await world.contact(deed.as)
      const form = (await read(contact.get('/form'))) as SupportForm
      const body = { formId: form.id, values: { subject: deed.subject, text: deed.text }, attachmentIds: [] }
      return ((await read(contact.post('/tickets', body))) as SubmitFormResult).ticket
    }
    case 'contactReplies':
      return read((await world.contact(deed.as)).post(`/tickets/${deed.ticketId}/messages`, { text: deed.text, attachmentIds: [] }))
    case 'contactReads': {
      const contact = await world.contact(deed.as)
      const { messages } = (await read(contact.get(`/tickets/${deed.ticketId}`))) as TicketDetail
      return read(contact.json('PUT', `/tickets/${deed.ticketId}/read-state`, { messageId: messages.at(-1)?.id }))
    }
    case 'copyIn': {
      const email = world.acme.email(deed.colleague)
      return read((await world.contact(deed.as)).post(`/tickets/${deed.ticketId}/contacts`, { email }))
    }
    case 'agentReplies':
    case 'agentNotes': {
      const agent = await world.staff('agent')
      const body = { text: deed.text, isInternal: deed.name === 'agentNotes', attachmentIds: [] }
      return read(agent.post(`/tickets/${deed.ticketId}/messages`, body))
    }
    case 'closeTicket':
      return read((await world.staff('agent')).post(`/tickets/${deed.ticketId}/closure`))
    case 'reopenTicket':
      return read((await world.staff('agent')).fetch(`/tickets/${deed.ticketId}/closure`, { method: 'DELETE' }))
    case 'hideTicket':
      return read((await world.staff('agent')).json('PUT', `/tickets/${deed.ticketId}/hidden`, { isHidden: true }))
    case 'endSessions': {
      const contact = await world.contact(deed.as)
      const { sessions } = (await read(contact.get('/sessions'))) as { sessions: { id: string; isCurrent: boolean }[] }
      const others = sessions.filter((session) => !session.isCurrent)
      await Promise.all(others.map((session) => read(contact.fetch(`/sessions/${session.id}`, { method: 'DELETE' }))))
      return { ended: others.length }
    }
    case 'changePortal': {
      const admin = await world.staff('admin')
      const path = `/portals/${world.acme.portalId}`
      const { version } = (await read(admin.get(path))) as PortalSettings
      return read(admin.json('PATCH', path, { ...deed.changes, version }))
    }
    case 'addForm': {
      const admin = await world.staff('admin')
      for (const property of deed.properties) {
        await read(admin.post('/properties', { object: 'ticket', labels: { en: property.key }, ...property }))
      }
      const { key, title, fields } = deed
      const place = { inboxId: world.acme.inboxId, pipelineId: null, stageId: null }
      const form = (await read(admin.post('/forms', { name: key, key, titles: { en: title }, fields, ...place }))) as StaffForm
      return read(admin.json('PUT', `/portals/${world.acme.portalId}/forms/${form.id}`, { isDefault: false }))
    }
    case 'changeForm': {
      const admin = await world.staff('admin')
      const { forms } = (await read(admin.get('/forms'))) as { forms: StaffForm[] }
      const form = forms.find(({ key }) => key === deed.key)
      const { name, key, titles, inboxId, pipelineId, stageId, version } = form ?? ({} as StaffForm)
      const body = { name, key, titles, inboxId, pipelineId, stageId, version, fields: deed.fields }
      return read(admin.json('PUT', `/forms/${form?.id}`, body))
    }
    case 'readValues':
      return read((await world.staff('agent')).get(`/tickets/${deed.ticketId}/properties`))
    case 'setMenu': {
      const admin = await world.staff('admin')
      const body = { name: `Menu ${world.deps.newId()}`, items: deed.items }
      const menuId = deed.items && ((await read(admin.json('POST', '/menus', body))) as Menu).id
      return actIn(world, { name: 'changePortal', changes: { menuId } })
    }
    case 'writePage': {
      const admin = await world.staff('admin')
      const path = `/portals/${world.acme.portalId}/pages`
      const { pages } = (await read(admin.get(path))) as { pages: PortalPage[] }
      const { version = 0 } = pages.find(({ page }) => page === deed.page) ?? {}
      const en = deed.contents && { title: '', text: '', imageUrl: null, imageAlt: '', links: [], ...deed.contents }
      return read(admin.json('PUT', `${path}/${deed.page}`, { version, template: deed.template, contents: { en, nb: null } }))
    }
    case 'trustSite':
      return trustSite(world, world.acme.email(deed.as), deed.isGood)
    case 'signHostToken': {
      const hostPage = (hostPages.get(world) ?? hostPages.set(world, openHostPage(world)).get(world)) as ReturnType<typeof openHostPage>
      const page = await hostPage
      const claims = claimsOf(page, { sub: deed.sub, email: world.acme.email(deed.as), name: deed.as })
      return { token: await signToken({ ...page.keys, ...(deed.kid && { kid: deed.kid }) }, claims) }
    }
    case 'readMail':
      await world.runJobs()
      return world.sentMails.findLast(({ to }) => to === deed.to) ?? {}
    case 'hadThread':
      return addThreadBefore(world, deed)
    case 'hadMessages': {
      const thread = await findThread(world, deed.ticketId)
      return addMessages(world, thread.id, deed.text, timesBefore(thread.created_at, deed.count))
    }
    case 'cameAsMail':
      return turnIntoMail(world, deed)
    case 'advanceClock':
      world.advance(deed.seconds)
      return {}
  }
}

const hostPages = new WeakMap<World, ReturnType<typeof openHostPage>>()

const tablesOf = ({ deps }: World) => deps.db as unknown as Kysely<Database>

function findThread(world: World, ticketId: string) {
  return tablesOf(world)
    .selectFrom('thread')
    .selectAll()
    .where('account_id', '=', world.acme.accountId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
}

/** A minute apart, oldest first, all before `iso`. */
function timesBefore(iso: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(iso) - (count - index) * 60_000).toISOString())
}

async function addThreadBefore(world: World, { ticketId, subject, text, count }: Deed & { name: 'hadThread' }): Promise<unknown> {
  const now = await findThread(world, ticketId)
  const times = timesBefore(now.created_at, count)
  const newest = times.at(-1) ?? now.created_at
  const threadId = world.deps.newId()
  const thread = { ...now, id: threadId, subject, last_public_at: newest, last_message_at: newest, created_at: times[0] ?? newest }
  await tablesOf(world).insertInto('thread').values(thread).execute()
  return addMessages(world, threadId, text, times)
}

async function addMessages(world: World, threadId: string, text: string, times: readonly string[]): Promise<unknown> {
  const messages = times.map((created_at, index) => ({
    account_id: world.acme.accountId,
    id: world.deps.newId(),
    thread_id: threadId,
    direction: 'outbound' as const,
    contact_id: null,
    staff_id: null,
    author_name: 'Agent of before',
    text: `${text} ${index + 1}`,
    html: null,
    created_at,
  }))
  await tablesOf(world).insertInto('message').values(messages).execute()
  return { threadId }
}

async function turnIntoMail(world: World, { ticketId, text, html, contentId }: Deed & { name: 'cameAsMail' }): Promise<unknown> {
  const tables = tablesOf(world)
  const { id } = await tables
    .selectFrom('message')
    .innerJoin('thread', (join) => join.onRef('thread.account_id', '=', 'message.account_id').onRef('thread.id', '=', 'message.thread_id'))
    .select('message.id')
    .where('message.account_id', '=', world.acme.accountId)
    .where('thread.ticket_id', '=', ticketId)
    .where('message.text', '=', text)
    .executeTakeFirstOrThrow()
  const { accountId } = world.acme
  await tables.updateTable('message').set({ html }).where('account_id', '=', accountId).where('id', '=', id).execute()
  await tables
    .updateTable('attachment')
    .set({ content_id: contentId })
    .where('account_id', '=', accountId)
    .where('message_id', '=', id)
    .where('media_type', 'like', 'image/%')
    .execute()
  return {}
}

async function read(answer: Promise<Response>): Promise<unknown> {
  const response = await answer
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as unknown)
}
