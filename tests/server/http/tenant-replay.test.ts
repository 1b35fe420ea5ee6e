import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { TOTP } from 'otpauth'
import { createApp, portalPrefix, staffPrefix } from '../../../server/app.ts'
import type { Deps } from '../../../server/deps.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { password, siteOrigin, type AccountIds } from '../../support/world-rows.ts'
import { idpKeys, samlMetadataOf } from '../../support/peers/saml-peer.ts'
import { openWorld, type World } from '../../support/world.ts'

/** Routes that are not replayed, with the reason. */
const exceptions: Record<string, string> = {
  [`GET ${portalPrefix}`]: 'public',
  [`GET ${staffPrefix}/history`]: 'tells what was sent here, by its names: tests/server/portal/history.test.ts',
  [`GET ${staffPrefix}/settings-file`]: 'likewise: tests/server/settings-file/refusals.test.ts',
  [`POST ${staffPrefix}/invitations/lookup`]: 'by the mailed link alone: tests/server/auth/team.test.ts',
  [`POST ${staffPrefix}/invitations/redemption`]: 'tests/server/auth/team.test.ts',
  [`POST ${staffPrefix}/password-resets`]: 'tests/server/auth/staff-links.test.ts',
  [`POST ${staffPrefix}/password-resets/redemption`]: 'tests/server/auth/staff-links.test.ts',
  [`POST ${staffPrefix}/set-up`]: 'only while there is no account: tests/server/process/set-up.test.ts',
  [`GET ${portalPrefix}/pages`]: 'public',
  [`POST ${portalPrefix}/session`]: 'a password of one account is none of the other: tests/server/auth/sign-in.test.ts',
  [`POST ${portalPrefix}/session/refresh`]: 'tests/server/auth/refresh.test.ts',
  [`POST ${portalPrefix}/sso/jwt-session`]: 'a token of one portal is none of the other: tests/server/sso/jwt-attacks.test.ts',
  [`POST ${portalPrefix}/invitations/redemption`]: 'tests/server/auth/invitation.test.ts',
  [`POST ${staffPrefix}/portals/:portalId/invitations`]: 'tests/server/auth/invitation.test.ts',
  [`POST ${portalPrefix}/registrations`]: 'tests/server/auth/registration.test.ts',
  [`POST ${portalPrefix}/registrations/redemption`]: 'tests/server/auth/registration.test.ts',
  [`DELETE ${staffPrefix}/portals/:portalId/sessions`]: 'logs everybody out: tests/server/auth/contact-sessions.test.ts',
  [`DELETE ${staffPrefix}/contacts/:contactId/sessions/:sessionId`]: 'likewise',
  [`PUT ${portalPrefix}/me/password`]: 'ends the sessions that ask: tests/server/auth/change-password.test.ts',
  [`POST ${portalPrefix}/consent`]: 'closes the portal to who takes it back: tests/server/auth/consent.test.ts',
  [`DELETE ${portalPrefix}/consent`]: 'likewise',
  [`POST ${portalPrefix}/magic-links`]: 'tests/server/auth/magic-link.test.ts',
  [`POST ${portalPrefix}/magic-links/redemption`]: 'tests/server/auth/magic-link.test.ts',
  [`POST ${portalPrefix}/password-resets`]: 'tests/server/auth/password-reset.test.ts',
  [`POST ${portalPrefix}/password-resets/redemption`]: 'tests/server/auth/password-reset.test.ts',
  [`POST ${portalPrefix}/sso/jwt`]: 'as above',
  [`POST ${portalPrefix}/sso/start`]: 'for strangers: tests/server/sso/handoff.test.ts',
  [`GET ${portalPrefix}/sso/status/:ssoId`]: 'by the key that began: tests/server/sso/handoff.test.ts',
  [`POST ${portalPrefix}/sso/provider`]: 'for strangers: tests/server/sso/saml.test.ts',
  [`POST ${portalPrefix}/sso/session`]: 'by the key that began: tests/server/sso/handoff.test.ts',
  [`DELETE ${portalPrefix}/session`]: 'ends the session that asks',
  [`POST ${portalPrefix}/preview-sessions`]: 'its code is used up: tests/server/preview/preview.test.ts',
  [`DELETE ${portalPrefix}/preview-sessions`]: 'ends the preview that asks',
  [`GET ${portalPrefix}/live`]: 'never ends: tests/server/live/visibility.test.ts',
  [`POST ${staffPrefix}/session`]: 'as for contacts',
  [`DELETE ${staffPrefix}/session`]: 'ends the session that asks',
  [`PUT ${staffPrefix}/me/password`]: 'ends sessions of who asks: tests/server/auth/staff-account.test.ts',
  [`DELETE ${staffPrefix}/sessions`]: 'likewise',
  [`DELETE ${staffPrefix}/sessions/:sessionId`]: 'likewise',
  [`PUT ${staffPrefix}/account/second-factor`]: 'names nothing of an account: tests/server/auth/staff-account.test.ts',
  [`POST ${staffPrefix}/sso/providers`]: 'for strangers: tests/server/sso/staff.test.ts',
  [`POST ${staffPrefix}/sso/start`]: 'likewise',
  [`GET ${staffPrefix}/account/staff-providers`]: 'tests/server/sso/staff.test.ts',
  [`POST ${staffPrefix}/account/staff-providers`]: 'asks the provider: tests/server/sso/staff.test.ts',
  [`PATCH ${staffPrefix}/account/staff-providers/:staffProviderId`]: 'tests/server/sso/staff.test.ts',
  [`DELETE ${staffPrefix}/account/staff-providers/:staffProviderId`]: 'tests/server/sso/staff.test.ts',
  [`GET ${staffPrefix}/live`]: 'never ends: tests/server/live/visibility.test.ts',
}

interface Recorded {
  as: 'contact' | 'staff'
  method: string
  /** Below the portal or the staff prefix. */
  path: string
  body: string | undefined
  contentType: string
  status: number
}

interface Stage {
  account: AccountIds
  contact: ContactClient
  staff: StaffClient
  recorded: Recorded[]
}

const idPattern = /\b[0-9a-z]{20,32}\b/g

let world: World
let acme: Stage
let bolt: Stage
/** Id of one account → the id at the same place of the other. */
const twins = new Map<string, string>()

beforeAll(async () => {
  world = await openWorld()
  acme = await play(world.acme)
  bolt = await play(world.bolt)
  if (acme.recorded.length !== bolt.recorded.length) throw new Error('the two accounts did different things')
  for (const [at, request] of acme.recorded.entries()) {
    const mine = idsIn(request)
    const theirs = idsIn(bolt.recorded[at])
    if (mine.length !== theirs.length) throw new Error(`${request.path} has other ids in the other account`)
    for (const [index, id] of mine.entries()) twins.set(id, theirs[index] ?? '')
  }
}, 60_000)
afterAll(() => world.close())

/** Everything that people of an account do, once through every route; the same in both accounts. */
async function play(account: AccountIds): Promise<Stage> {
  const recorded: Recorded[] = []
  const contact = await new ContactClient(world.send, world.deps.config.publicUrl, account.portalKey).signIn(
    account.email('anna'),
    password,
  )
  const other = await new ContactClient(world.send, world.deps.config.publicUrl, account.portalKey).signIn(account.email('anna'), password)
  const staff = await new StaffClient(world.send, world.deps.config.publicUrl).signIn(account.email('admin'), password)
  const ask = async (as: 'contact' | 'staff', method: string, path: string, body?: unknown, contentType = 'application/json') => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    const response = await replay({ contact, staff }, { as, method, path, body: text, contentType, status: 0 })
    recorded.push({ as, method, path, body: text, contentType, status: response.status })
    const answer = await response.text()
    expect(response.ok, `${method} ${path} ${answer}`).toBe(true)
    return answer.startsWith('{') ? (JSON.parse(answer) as Record<string, never>) : {}
  }
  const idOf = (answer: Record<string, unknown>) => String(answer['id'])

  const draft = idOf(await ask('contact', 'POST', '/attachments?fileName=a.txt', 'bytes of ours', 'text/plain'))
  const spare = idOf(await ask('contact', 'POST', '/attachments?fileName=b.txt', 'spare', 'text/plain'))
  await ask('contact', 'DELETE', `/attachments/${spare}`)
  await ask('contact', 'GET', '/form')
  const values = { subject: 'Our secret', text: 'Words of ours' }
  const opened = await ask('contact', 'POST', '/tickets', { formId: account.formId, values, attachmentIds: [draft] })
  const ticketId = idOf(opened['ticket'] ?? {})
  const detail = (await ask('contact', 'GET', `/tickets/${ticketId}`)) as unknown as { messages: { id: string }[] }
  const messageId = detail.messages[0]?.id ?? ''
  await ask('contact', 'GET', '/tickets?view=company&q=secret')
  await ask('contact', 'GET', '/tickets/counts?q=secret')
  await ask('contact', 'GET', '/tickets/options')
  await ask('contact', 'GET', '/tickets/export?view=company')
  await ask('contact', 'POST', `/tickets/${ticketId}/messages`, { text: 'More', attachmentIds: [] })
  await ask('contact', 'PUT', `/tickets/${ticketId}/read-state`, { messageId })
  await ask('contact', 'GET', `/attachments/${draft}/content`)
  await ask('contact', 'POST', `/attachments/${draft}/download-links`)
  await ask('contact', 'GET', '/me')
  await setPortal(world, { can_contacts_close: 1, can_involve_colleagues: 1 }, account)
  await ask('contact', 'POST', `/tickets/${ticketId}/contacts`, { email: account.email('ben') })
  await ask('contact', 'DELETE', `/tickets/${ticketId}/contacts/${account.contacts.ben}`)
  await ask('contact', 'POST', `/tickets/${ticketId}/closure`)
  await ask('contact', 'DELETE', `/tickets/${ticketId}/closure`)
  await ask('contact', 'PATCH', '/me', { view: 'company' })
  await ask('contact', 'GET', '/consent')
  await ask('contact', 'GET', '/session')
  await ask('contact', 'GET', '/me/account')
  await ask('contact', 'POST', '/me/proof-codes')
  await ask('contact', 'POST', '/me/proof', { password })
  await ask('contact', 'POST', '/me/data-export')
  await ask('contact', 'POST', '/me/deletion-request')
  await ask('contact', 'GET', '/sessions')
  const { sessions } = (await (await other.get('/sessions')).json()) as { sessions: { id: string; isCurrent: boolean }[] }
  await ask('contact', 'DELETE', `/sessions/${sessions.find(({ isCurrent }) => isCurrent)?.id ?? ''}`)

  await ask('staff', 'GET', '/me')
  await ask('staff', 'GET', '/sessions')
  await ask('staff', 'GET', '/inboxes')
  await ask('staff', 'GET', '/pipelines')
  await ask('staff', 'GET', '/contacts?q=anna')
  const { threads } = (await ask('staff', 'GET', `/threads?inboxId=${account.inboxId}&state=all`)) as unknown as {
    threads: { id: string }[]
  }
  const threadId = threads[0]?.id ?? ''
  await ask('staff', 'GET', `/threads/${threadId}`)
  const file = idOf(await ask('staff', 'POST', '/attachments?fileName=c.txt', 'file of staff', 'text/plain'))
  const unused = idOf(await ask('staff', 'POST', '/attachments?fileName=d.txt', 'unused', 'text/plain'))
  await ask('staff', 'DELETE', `/attachments/${unused}`)
  await ask('staff', 'POST', `/threads/${threadId}/messages`, { text: 'Answer', isInternal: false, attachmentIds: [file] })
  await ask('staff', 'PUT', `/threads/${threadId}/read-state`, {})
  await ask('staff', 'GET', `/attachments/${file}/content`)
  await ask('staff', 'POST', `/attachments/${file}/download-links`)
  await ask('staff', 'GET', '/tickets')
  await ask('staff', 'POST', '/tickets', { email: account.email('cleo'), subject: 'By phone', pipelineId: account.supportPipelineId })
  await ask('staff', 'GET', `/tickets/${ticketId}`)
  await ask('staff', 'POST', `/tickets/${ticketId}/messages`, { text: 'Note', isInternal: true, attachmentIds: [] })
  await ask('staff', 'PUT', `/tickets/${ticketId}/stage`, { stageId: account.waitingStageId })
  await ask('staff', 'POST', `/tickets/${ticketId}/closure`, {})
  await ask('staff', 'DELETE', `/tickets/${ticketId}/closure`)
  await ask('staff', 'PUT', `/tickets/${ticketId}/hidden`, { isHidden: false })
  await ask('staff', 'GET', '/portals')
  await ask('staff', 'GET', `/portals/${account.portalId}`)
  const property = idOf(await ask('staff', 'POST', '/properties', { object: 'ticket', key: 'tier', type: 'text', labels: { en: 'Tier' } }))
  await ask('staff', 'GET', '/properties')
  await ask('staff', 'GET', `/properties/${property}/usage`)
  await ask('staff', 'PATCH', `/properties/${property}`, { version: 1, labels: { en: 'Our tier' } })
  const setTier = { values: { 'ticket.custom.tier': 'gold' } }
  await ask('staff', 'PUT', `/tickets/${ticketId}/properties`, setTier)
  await ask('staff', 'GET', `/tickets/${ticketId}/properties`)
  for (const holder of [`/contacts/${account.contacts.anna}`, `/companies/${account.nordvikId}`]) {
    await ask('staff', 'PUT', `${holder}/properties`, { values: {} })
    await ask('staff', 'GET', `${holder}/properties`)
  }
  await ask('staff', 'GET', '/account')
  await ask('staff', 'PATCH', '/account', { timeZone: 'Europe/Oslo' })
  await ask('staff', 'GET', '/account/staff')
  const guest = { name: 'Nora', permissions: ['inbox.answer'], language: 'en' }
  const invited = idOf(await ask('staff', 'POST', '/account/invitations', { ...guest, email: 'one@guest.example' }))
  const unwanted = idOf(await ask('staff', 'POST', '/account/invitations', { ...guest, email: 'two@guest.example' }))
  await ask('staff', 'POST', `/account/invitations/${invited}/mails`)
  await ask('staff', 'DELETE', `/account/invitations/${unwanted}`)
  await ask('staff', 'PATCH', `/account/staff/${account.staff.agent}`, { version: 1, name: 'Asta Lund' })
  await ask('staff', 'PUT', `/account/staff/${account.staff.agent}/activity`, { isActive: true })
  await ask('staff', 'POST', `/account/staff/${account.staff.agent}/password-links`)
  const totp = { secret_sealed: '', confirmed_at: world.deps.now(), created_at: world.deps.now() }
  await world.deps.db
    .insertInto('staff_totp')
    .values({ account_id: account.accountId, staff_id: account.staff.settings, last_step: 0, ...totp })
    .execute()
  await ask('staff', 'DELETE', `/account/staff/${account.staff.settings}/second-factor`)
  await ask('staff', 'DELETE', `/account/staff/${account.staff.settings}`)
  await ask('staff', 'GET', '/companies')
  const condition = { property: 'ticket.pipeline', operator: 'any_of', value: [account.supportPipelineId] }
  const rule = { groups: [{ conditions: [condition] }] }
  await ask('staff', 'PATCH', `/portals/${account.portalId}`, {
    version: 1,
    ticketFilter: rule,
    defaultInboxId: account.otherInboxId,
    pipelineIds: [account.supportPipelineId],
  })
  await ask('staff', 'POST', `/portals/${account.portalId}/ticket-counts`, { rule })
  await ask('staff', 'POST', `/portals/${account.portalId}/explanations`, { contactId: account.contacts.anna, ticketId })
  await ask('staff', 'POST', `/portals/${account.portalId}/contact-matches`, {
    contactId: account.contacts.anna,
    rule: { groups: [{ conditions: [{ property: 'contact.name', operator: 'is_known' }] }] },
  })
  const templates = `/portals/${account.portalId}`
  const ours = { title: 'Our login', text: 'Words of ours', imageUrl: null, imageAlt: '', links: [] }
  await ask('staff', 'GET', `${templates}/pages`)
  await ask('staff', 'PUT', `${templates}/pages/log_in`, { version: 0, template: 'notice', contents: { en: ours, nb: null } })
  await ask('staff', 'DELETE', `${templates}/pages/log_in?version=1`)
  await ask('staff', 'POST', `${templates}/pages/log_in/previews`, { language: 'en', template: 'plain', contents: ours })
  const ownMail = { subject: 'Our subject', before: 'Words of ours', button: '', after: '' }
  await ask('staff', 'GET', `${templates}/mails`)
  await ask('staff', 'PUT', `${templates}/mails/new_reply`, { version: 0, contents: { en: ownMail, nb: null } })
  await ask('staff', 'DELETE', `${templates}/mails/new_reply?version=1`)
  const about = { contactId: account.contacts.anna, ticketId }
  await ask('staff', 'POST', `${templates}/mails/new_reply/previews`, { language: 'en', contents: ownMail, ...about })
  await ask('staff', 'POST', `${templates}/mails/new_reply/trials`, { language: 'en', contents: null })
  await ask('staff', 'POST', `/portals/${account.portalId}/previews`, { contactId: account.contacts.anna })
  await ask('staff', 'PUT', `/pipelines/${account.salesPipelineId}/confidentiality`, { isConfidential: true })
  await ask('staff', 'GET', `/pipelines/${account.salesPipelineId}/usage`)
  const stages = [
    { labels: { en: 'Asked' }, isClosed: false },
    { labels: { en: 'Done' }, isClosed: true },
  ]
  const pipeline = idOf(await ask('staff', 'POST', '/pipelines', { name: 'Returns', stages }))
  await ask('staff', 'PUT', `/pipelines/${pipeline}`, { version: 1, name: 'Our returns', isConfidential: true, stages })
  await ask('staff', 'PUT', '/pipeline-order', { pipelineIds: [account.salesPipelineId, account.supportPipelineId, pipeline] })
  await ask('staff', 'POST', `/pipelines/${account.supportPipelineId}/ticket-moves`, {
    fromStageId: account.waitingStageId,
    toStageId: account.openStageId,
  })
  await ask('staff', 'POST', `/pipelines/${account.supportPipelineId}/ticket-moves`, { toPipelineId: account.salesPipelineId })
  await ask('staff', 'DELETE', `/pipelines/${pipeline}`)
  const ownForm = { key: 'returns', titles: { en: 'Returns' }, pipelineId: account.supportPipelineId, stageId: account.openStageId }
  const fields = [
    { name: 'subject', type: 'text', labels: {}, isRequired: true },
    { name: 'ticket.custom.tier', type: 'text', labels: {}, isRequired: false },
  ]
  const formBody = { ...ownForm, name: 'Returns', inboxId: account.inboxId, fields }
  await ask('staff', 'PATCH', `/inboxes/${idOf(await ask('staff', 'POST', '/inboxes', { name: 'Returns' }))}`, { name: 'Sent back' })
  const form = idOf(await ask('staff', 'POST', '/forms', formBody))
  await ask('staff', 'GET', '/forms')
  await ask('staff', 'GET', `/forms/${form}`)
  await ask('staff', 'PUT', `/forms/${form}`, { ...formBody, version: 1, name: 'Sent back' })
  await ask('staff', 'PUT', `/portals/${account.portalId}/forms/${form}`, { isDefault: false })
  await ask('staff', 'DELETE', `/portals/${account.portalId}/forms/${form}`)
  await ask('staff', 'DELETE', `/forms/${idOf(await ask('staff', 'POST', `/forms/${form}/copies`, { name: 'Another' }))}`)
  await ask('staff', 'DELETE', `/properties/${property}`)
  await ask('staff', 'POST', '/session/proof', { password })
  await ask('staff', 'GET', '/second-factor')
  const { secret } = (await ask('staff', 'POST', '/second-factor', {})) as { secret?: string }
  const code = new TOTP({ secret: secret ?? '' }).generate()
  await ask('staff', 'PUT', '/second-factor/confirmation', { code })
  await ask('staff', 'POST', '/second-factor/recovery-codes', {})
  await ask('staff', 'DELETE', '/second-factor', {})
  const providers = `/portals/${account.portalId}/identity-providers`
  const provider = idOf(await ask('staff', 'POST', providers, { kind: 'jwt', name: 'Shop', issuer: 'https://shop.example' }))
  await ask('staff', 'GET', providers)
  await ask('staff', 'PATCH', `${providers}/${provider}`, { version: 1, name: 'Our shop' })
  await ask('staff', 'POST', `${providers}/${provider}/keys`, { name: 'Kept' })
  const { key } = await ask('staff', 'POST', `${providers}/${provider}/keys`, { name: 'Spare' })
  await ask('staff', 'GET', `${providers}/${provider}/keys`)
  await ask('staff', 'DELETE', `${providers}/${provider}/keys/${idOf(key ?? {})}`)
  await ask('staff', 'POST', `/portals/${account.portalId}/saml-metadata`, { xml: samlMetadataOf('https://idp.example') })
  const saml = { ssoUrl: 'https://idp.example/sso', certificates: [idpKeys().certificate] }
  const company = { kind: 'saml', name: 'Company', issuer: 'https://idp.example', emailDomains: ['acme.example'], saml }
  const checked = idOf(await ask('staff', 'POST', providers, company))
  const check = idOf(await ask('staff', 'POST', `/portals/${account.portalId}/sign-in-checks`, { providerId: checked }))
  await ask('staff', 'GET', `/portals/${account.portalId}/sign-in-checks/${check}`)
  const spareProvider = idOf(await ask('staff', 'POST', providers, { kind: 'jwt', name: 'Spare', issuer: 'https://spare.example' }))
  await ask('staff', 'DELETE', `${providers}/${spareProvider}`)
  const items = [{ kind: 'link', labels: { en: 'Shop' }, url: 'https://shop.example' }]
  await ask('staff', 'GET', '/brand')
  await ask('staff', 'PATCH', '/brand', { version: 0, theme: { accent: '#123456' } })
  const gif = 'GIF87a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;'
  await ask('staff', 'POST', '/brand-images', gif, 'image/gif')
  const menu = idOf(await ask('staff', 'POST', '/menus', { name: 'Top', items }))
  await ask('staff', 'GET', '/menus')
  await ask('staff', 'PATCH', `/menus/${menu}`, { version: 1, name: 'Above', items })
  await ask('staff', 'DELETE', `/menus/${idOf(await ask('staff', 'POST', '/menus', { name: 'Spare', items }))}`)
  const domain = idOf(await ask('staff', 'POST', '/domains', { host: 'help.example' }))
  await ask('staff', 'GET', '/domains')
  await ask('staff', 'POST', `/domains/${domain}/checks`)
  await ask('staff', 'PATCH', `/domains/${domain}`, { version: 1, language: 'nb' })
  await ask('staff', 'DELETE', `/domains/${idOf(await ask('staff', 'POST', '/domains', { host: 'spare.example' }))}`)
  await ask('staff', 'GET', `/portals/${account.portalId}/seen-pages`)
  const guests = idOf(await ask('staff', 'POST', '/lists', { kind: 'static', name: 'Guests' }))
  await ask('staff', 'POST', `/lists/${guests}/members`, { emails: [account.email('ben'), account.email('cleo')] })
  await ask('staff', 'DELETE', `/lists/${guests}/members/${account.contacts.cleo}`)
  await ask('staff', 'GET', `/lists/${guests}/members`)
  await ask('staff', 'GET', '/lists')
  const byName = { groups: [{ conditions: [{ property: 'contact.name', operator: 'starts_with', value: 'anna' }] }] }
  await ask('staff', 'POST', '/contact-counts', { rule: byName })
  const active = idOf(await ask('staff', 'POST', '/lists', { kind: 'active', name: 'By name', rule: byName }))
  await ask('staff', 'PATCH', `/lists/${active}`, { version: 1, name: 'Annas' })
  const access = { accessMode: 'lists', accessListIds: [guests] }
  await ask('staff', 'POST', `/portals/${account.portalId}/access-previews`, access)
  await ask('staff', 'GET', `/portals/${account.portalId}/members`)
  await ask('staff', 'GET', `/contacts/${account.contacts.anna}/sessions`)
  await ask('staff', 'GET', `/contacts/${account.contacts.anna}`)
  await ask('staff', 'GET', '/deletion-requests')
  await ask('contact', 'DELETE', '/me/deletion-request')
  await ask('staff', 'POST', `/contacts/${account.contacts.anna}/data-export`)
  await ask('staff', 'POST', `/contacts/${account.contacts.dan}/erasure`, { method: 'delete', confirmation: account.email('dan') })
  await ask('staff', 'DELETE', `/contacts/${account.contacts.dan}/sessions`)
  await ask('staff', 'PUT', `/companies/${account.nordvikId}/domains`, { domains: ['nordvik.example'] })
  await ask('staff', 'GET', `/companies/${account.nordvikId}/domains`)
  await ask('staff', 'DELETE', `/lists/${active}`)
  await ask('staff', 'GET', '/mails').catch(() => undefined)
  return { account, contact, staff, recorded }
}

function replay(people: { contact: ContactClient; staff: StaffClient }, request: Recorded): Promise<Response> {
  const headers = { 'Content-Type': request.contentType, 'Idempotency-Key': crypto.randomUUID() }
  return people[request.as].fetch(request.path, {
    method: request.method,
    ...(request.method !== 'GET' && { headers, body: request.body ?? '{}' }),
  })
}

function idsIn(request: Recorded | undefined): string[] {
  return `${request?.path} ${request?.body ?? ''}`.match(idPattern) ?? []
}

/** Everything that an account has. */
async function dump(accountId: string): Promise<string> {
  const tables = [
    'account',
    'portal',
    'pipeline',
    'stage',
    'property',
    'inbox',
    'form',
    'portal_form',
    'company',
    'contact',
    'ticket',
    'ticket_contact',
    'ticket_company',
    'ticket_read',
    'thread',
    'message',
    'attachment',
    'download_link',
    'session',
    'staff',
    'staff_invitation',
    'staff_one_time_link',
    'staff_session',
    'staff_totp',
    'staff_recovery_code',
    'preview_session',
    'idempotency',
    'mail',
    'contact_list',
    'consent_record',
    'company_domain',
    'invitation',
    'contact_list_member',
    'deletion_request',
    'one_time_link',
    'event',
    'identity_provider',
    'jwt_key',
    'identity_link',
    'used_statement',
    'sign_in_attempt',
    'sign_in_check',
    'portal_page',
    'portal_mail',
    'template_preview',
    'idempotency',
    'mail',
    'event',
    'job',
  ]
  const parts: string[] = []
  for (const table of tables) {
    const column = table === 'account' ? 'id' : 'account_id'
    const { rows } = await sql`select * from ${sql.table(table)} where ${sql.ref(column)} = ${accountId}`.execute(world.deps.db)
    parts.push(
      `${table}: ${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}`,
    )
  }
  return parts.join('\n\n')
}

/** Sends a request of acme's as people of bolt: nothing of acme's may be in the answer. */
async function attempt(
  people: { contact: ContactClient; staff: StaffClient },
  request: Recorded,
  ours: ReadonlySet<string>,
): Promise<void> {
  const response = await replay(people, request)
  const text = await response.text()
  const leaked = [...ours].filter((id) => text.includes(id))
  expect({ request: `${request.method} ${request.path}`, leaked, names: /acme/i.test(text.replaceAll(siteOrigin, '')) }).toEqual({
    request: `${request.method} ${request.path}`,
    leaked: [],
    names: false,
  })
}

function oursAlone(): Set<string> {
  return new Set([...twins.keys(), ...Object.values(acme.account.contacts), ...Object.values(acme.account.staff), acme.account.accountId])
}

test('every route is recorded', () => {
  const routes = new Set(
    createApp({} as Deps)
      .routes.filter(({ method, path }) => method !== 'ALL' && (path.startsWith(portalPrefix) || path.startsWith(staffPrefix)))
      .map(({ method, path }) => `${method} ${path}`),
  )
  const missing = [...routes].filter((route) => {
    const [method = '', path = ''] = route.split(' ')
    const as = path.startsWith(staffPrefix) ? 'staff' : 'contact'
    const below = path.slice((as === 'staff' ? staffPrefix : portalPrefix).length)
    const pattern = new RegExp(`^${below.replaceAll(/:\w+/g, '[^/?]+')}(\\?.*)?$`)
    return !(route in exceptions) && !acme.recorded.some((one) => one.as === as && one.method === method && pattern.test(one.path))
  })
  expect(missing).toEqual([])
})

test('R36: requests of one account with the credentials of the other read and write nothing of it', { timeout: 60_000 }, async () => {
  const before = await dump(acme.account.accountId)
  const ours = oursAlone()
  for (const request of acme.recorded) await attempt(bolt, request, ours)
  expect(await dump(acme.account.accountId)).toBe(before)
})

test('R36: the same, at the portal of the one', { timeout: 60_000 }, async () => {
  const before = await dump(acme.account.accountId)
  const ours = oursAlone()
  const contact = Object.create(bolt.contact, { portalKey: { value: acme.account.portalKey } }) as ContactClient
  for (const request of acme.recorded.filter(({ as }) => as === 'contact')) await attempt({ contact, staff: bolt.staff }, request, ours)
  expect(await dump(acme.account.accountId)).toBe(before)
})

test('R36: with each id but one swapped for the other account’s own', { timeout: 60_000 }, async () => {
  const before = await dump(acme.account.accountId)
  const ours = oursAlone()
  let mixed = 0
  for (const request of acme.recorded) {
    const ids = [...new Set(idsIn(request))]
    if (ids.length < 2) continue
    for (const kept of ids) {
      const swap = (text: string) => text.replaceAll(idPattern, (id) => (id === kept ? id : (twins.get(id) ?? id)))
      mixed += 1
      await attempt(bolt, { ...request, path: swap(request.path), body: request.body && swap(request.body) }, ours)
    }
  }
  expect(mixed).toBeGreaterThan(10)
  expect(await dump(acme.account.accountId)).toBe(before)
})
