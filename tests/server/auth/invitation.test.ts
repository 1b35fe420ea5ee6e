import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionTokens } from '../../../shared/auth.ts'
import type { MemberPage } from '../../../shared/lists.ts'
import { inviteEverywhere } from '../../../server/auth/invite.ts'
import { PermanentFailure } from '../../../server/jobs/job-failures.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf, tokenIn } from './mailed.ts'

let world: World
let admin: StaffClient
let listId: string
beforeEach(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
  listId = ((await (await admin.post('/lists', { kind: 'static', name: 'Guests' })).json()) as { id: string }).id
})
afterEach(() => world.close())

const chosen = 'velvet otter climbs nine hills'
const add = (...emails: string[]) => admin.post(`/lists/${listId}/members`, { emails })

async function save(changes: object): Promise<void> {
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as { version: number }
  expect((await admin.json('PATCH', path, { version, ...changes })).status).toBe(200)
}

const open = () => save({ accessMode: 'lists', accessListIds: [listId] })
const invitations = async () => (await mailsOf(world)).map(({ to }) => to).sort()
const redeem = (token: string, password = chosen) => world.stranger().post('/invitations/redemption', { token, password })

async function members(): Promise<Record<string, string>> {
  const page = (await (await admin.get(`/portals/${world.acme.portalId}/members`)).json()) as MemberPage
  return Object.fromEntries(page.members.map(({ email, status }) => [email, status]))
}

async function contactId(email: string): Promise<string> {
  const row = await world.deps.db.selectFrom('contact_address').select('contact_id').where('email', '=', email).executeTakeFirstOrThrow()
  return row.contact_id
}

test('whom a list lets in is invited after two minutes, sets up a login by the link and is in', async () => {
  await add('eva@nordvik.example')
  await open()
  world.advance(100)
  expect(await invitations()).toEqual([])
  expect(await members()).toEqual({ 'eva@nordvik.example': 'waiting' })
  world.advance(21)
  const [mail, ...others] = await mailsOf(world)
  expect(others).toEqual([])
  expect(mail).toMatchObject({ to: 'eva@nordvik.example', subject: 'Set up your login to acme support' })
  expect(mail?.text).toMatch(/#support\/invitation\?token=cpl_/)
  expect(await members()).toEqual({ 'eva@nordvik.example': 'pending' })
  const response = await redeem(tokenIn(mail))
  expect(response.status).toBe(201)
  const client = world.stranger()
  await client.signIn('eva@nordvik.example', chosen)
  expect(((await (await client.get('/me')).json()) as SessionTokens['me']).email).toBe('eva@nordvik.example')
  expect(await members()).toEqual({ 'eva@nordvik.example': 'accepted' })
  expect((await redeem(tokenIn(mail))).status).toBe(404)
})

test('D13: nobody is mailed whose access was taken back within the two minutes', async () => {
  await add('eva@nordvik.example', 'finn@nordvik.example')
  await open()
  world.advance(60)
  await admin.json('DELETE', `/lists/${listId}/members/${await contactId('eva@nordvik.example')}`, {})
  world.advance(61)
  expect(await invitations()).toEqual(['finn@nordvik.example'])
})

test('D13: nobody is mailed when the portal is opened to all or switched off in that time', async () => {
  await add('eva@nordvik.example')
  await open()
  await save({ accessMode: 'everyone' })
  world.advance(200)
  expect(await invitations()).toEqual([])
  await open()
  await save({ isOn: false })
  world.advance(200)
  expect(await invitations()).toEqual([])
  await save({ isOn: true })
  world.advance(121)
  expect(await invitations()).toEqual(['eva@nordvik.example'])
})

test('D13: who is put on the list later is invited as well; who has a login already, or was invited, is not', async () => {
  await add(world.acme.email('anna'), 'eva@nordvik.example')
  await open()
  world.advance(121)
  expect(await invitations()).toEqual(['eva@nordvik.example'])
  await add('finn@nordvik.example')
  world.advance(121)
  expect(await invitations()).toEqual(['finn@nordvik.example'])
  await inviteEverywhere(world.deps)
  expect(await invitations()).toEqual([])
  expect(await members()).toEqual({
    'anna@acme.example': 'registered',
    'eva@nordvik.example': 'pending',
    'finn@nordvik.example': 'pending',
  })
})

test('who comes to match a rule is invited when the portal looks again', async () => {
  await add('eva@nordvik.example')
  const rule = { groups: [{ conditions: [{ property: 'company.name', operator: 'is', value: 'nordvik' }] }] }
  const active = (await (await admin.post('/lists', { kind: 'active', name: 'Of Nordvik', rule })).json()) as { id: string }
  await save({ accessMode: 'lists', accessListIds: [active.id] })
  world.advance(121)
  expect(await invitations()).toEqual([])
  const eva = await contactId('eva@nordvik.example')
  await world.deps.db.updateTable('contact').set({ company_id: world.acme.nordvikId }).where('id', '=', eva).execute()
  world.advance(601)
  expect(await invitations()).toEqual(['eva@nordvik.example'])
})

test('R8: a hundred and fifty people are each invited once, however many processes do it at once', async () => {
  await add(...Array.from({ length: 150 }, (_, at) => `guest${at}@nordvik.example`))
  await open()
  world.advance(121)
  await Promise.all([inviteEverywhere(world.deps), inviteEverywhere(world.deps), world.runJobs()])
  const mails = await world.deps.db.selectFrom('mail').select('to_address').execute()
  expect(mails).toHaveLength(150)
  expect(new Set(mails.map(({ to_address }) => to_address)).size).toBe(150)
}, 60_000)

test('an admin invites again: the link before ends; whoever is not let in or has a login is not invited', async () => {
  await add('eva@nordvik.example', world.acme.email('anna'))
  await open()
  world.advance(121)
  const first = tokenIn((await mailsOf(world))[0])
  const again = async (id: string) => admin.post(`/portals/${world.acme.portalId}/invitations`, { contactId: id })
  expect((await again(await contactId('eva@nordvik.example'))).status).toBe(202)
  const second = tokenIn((await mailsOf(world))[0])
  expect((await redeem(first)).status).toBe(404)
  expect((await redeem(second)).status).toBe(201)
  expect(await (await again(world.acme.contacts.anna)).json()).toMatchObject({ code: 'already_registered' })
  expect(await (await again(world.acme.contacts.ben)).json()).toMatchObject({ code: 'contact_not_found' })
  expect(await (await again(world.bolt.contacts.ben)).json()).toMatchObject({ code: 'contact_not_found' })
  expect(await invitations()).toEqual([])
})

test('T-05: an invitation is good for seven days; after that asking for a new password gives a link to who is on the list', async () => {
  await add('eva@nordvik.example')
  await open()
  world.advance(121)
  const token = tokenIn((await mailsOf(world))[0])
  world.advance(7 * 24 * 3600 + 1)
  expect((await redeem(token)).status).toBe(404)
  await world.stranger().post('/password-resets', { email: 'eva@nordvik.example' })
  await world.stranger().post('/password-resets', { email: world.acme.email('dan') })
  const [reset, ...others] = await mailsOf(world)
  expect(others).toEqual([])
  const body = { token: tokenIn(reset), password: chosen }
  expect((await world.stranger().post('/password-resets/redemption', body)).status).toBe(201)
})

test('T-05: an invitation of somebody who was taken off the list lets nobody in', async () => {
  await add('eva@nordvik.example')
  await open()
  world.advance(121)
  const token = tokenIn((await mailsOf(world))[0])
  await admin.json('DELETE', `/lists/${listId}/members/${await contactId('eva@nordvik.example')}`, {})
  const response = await redeem(token)
  expect(await response.json()).toMatchObject({ code: 'access_denied' })
  const eva = await contactId('eva@nordvik.example')
  const row = await world.deps.db.selectFrom('contact').select('password_hash').where('id', '=', eva).executeTakeFirstOrThrow()
  expect(row.password_hash).toBeNull()
})

test('an invitation that cannot be delivered is shown as failed', async () => {
  world.deps.mailer.deliver = () => Promise.reject(new PermanentFailure('refused: no such mailbox'))
  await add('eva@nordvik.example')
  await open()
  world.advance(121)
  await world.runJobs()
  await world.runJobs()
  expect(await members()).toEqual({ 'eva@nordvik.example': 'failed' })
})

test('where nobody has passwords the mail only says where to log in, in the language of the portal', async () => {
  await save({ signInMethods: ['magic_link'], language: 'nb' })
  await add('eva@nordvik.example')
  await open()
  world.advance(121)
  const [mail] = await mailsOf(world)
  expect(mail).toMatchObject({ subject: 'Du har fått tilgang til acme support' })
  expect(mail?.text).toMatch(/#support\/login\n/)
  await world.stranger().post('/magic-links', { email: 'eva@nordvik.example' })
  const token = tokenIn((await mailsOf(world))[0])
  expect((await world.stranger().post('/magic-links/redemption', { token })).status).toBe(201)
})
