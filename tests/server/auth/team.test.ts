import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffMe } from '../../../shared/auth.ts'
import type { HistoryPage } from '../../../shared/history.ts'
import type { StaffInvitation, StaffMember, Team } from '../../../shared/team.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { password, type AccountIds } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf, staffTokenIn } from './mailed.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const chosen = 'velvet otter climbs nine hills'
const browser = () => new StaffClient(world.send, world.deps.config.publicUrl)
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const teamOf = async (client: StaffClient) => (await (await client.get('/account/staff')).json()) as Team
const join = (token: unknown, client = browser(), more: Record<string, unknown> = {}) =>
  client.post('/invitations/redemption', { token, name: 'Nora Berg', password: chosen, ...more })

let guests = 0
const body = (more: Record<string, unknown> = {}) => {
  guests += 1
  return { email: `guest${guests}@team.example`, name: 'Nora', permissions: ['inbox.answer'], language: 'en', ...more }
}

async function invite(client: StaffClient, more: Record<string, unknown> = {}) {
  const asked = body(more)
  const response = await client.post('/account/invitations', asked)
  if (response.status !== 201) throw new Error(await response.text())
  const invitation = (await response.json()) as StaffInvitation
  const mail = (await mailsOf(world)).findLast(({ to }) => to === asked.email)
  return { invitation, mail, email: asked.email }
}

/** Somebody new on the team, signed in. */
async function recruit(permissions: readonly string[], account: AccountIds = world.acme) {
  const { mail, email } = await invite(await world.staff('admin', account), { permissions })
  const client = browser()
  const response = await join(staffTokenIn(mail), client)
  const { id } = (await response.json()) as StaffMe
  return { client, id, email }
}

async function memberOf(admin: StaffClient, staffId: string): Promise<StaffMember> {
  const found = (await teamOf(admin)).members.find(({ id }) => id === staffId)
  if (!found) throw new Error(`nobody is ${staffId}`)
  return found
}

const change = async (admin: StaffClient, staffId: string, changes: Record<string, unknown>) =>
  admin.json('PATCH', `/account/staff/${staffId}`, { version: (await memberOf(admin, staffId)).version, ...changes })
const setActive = (admin: StaffClient, staffId: string, isActive: boolean) =>
  admin.json('PUT', `/account/staff/${staffId}/activity`, { isActive })
const remove = (admin: StaffClient, staffId: string) => admin.fetch(`/account/staff/${staffId}`, { method: 'DELETE' })
const resetFactor = (admin: StaffClient, staffId: string) => admin.fetch(`/account/staff/${staffId}/second-factor`, { method: 'DELETE' })

describe('an invitation', () => {
  test('is mailed with a link that makes its owner a member with these permissions, once', async () => {
    const admin = await world.staff('admin')
    const { invitation, mail, email } = await invite(admin, { permissions: ['portal.settings', 'inbox.answer'] })
    expect(invitation).toMatchObject({
      email,
      invitedBy: 'admin of acme',
      isExpired: false,
      permissions: ['inbox.answer', 'portal.settings'],
    })
    expect(mail).toMatchObject({ subject: 'admin of acme invites you to the team of acme' })
    expect(mail?.text).toContain('There you may: answer customers and set the portal up.')
    expect(mail?.text).toMatch(/^https:\/\/portal\.example\/staff\/invitation#cpt_[\w-]{43}$/m)
    const token = staffTokenIn(mail)
    const seen = await browser().post('/invitations/lookup', { token })
    expect(await seen.json()).toEqual({
      ...{ accountName: 'acme', name: 'Nora', email, invitedBy: 'admin of acme', providers: [] },
      permissions: ['inbox.answer', 'portal.settings'],
    })
    const client = browser()
    expect((await join(token, client)).status).toBe(200)
    const me = (await (await client.get('/me')).json()) as StaffMe
    expect(me).toMatchObject({ name: 'Nora Berg', email, accountName: 'acme', permissions: ['inbox.answer', 'portal.settings'] })
    expect((await client.get('/portals')).status).toBe(200)
    expect(await codeOf(await client.get('/account/staff'))).toEqual([403, 'not_allowed'])
    for (const again of [await join(token), await browser().post('/invitations/lookup', { token })])
      expect(await codeOf(again)).toEqual([404, 'link_not_valid'])
    const team = await teamOf(admin)
    expect(team.invitations.filter(({ id }) => id === invitation.id)).toEqual([])
    expect(team.members.find(({ id }) => id === me.id)).toMatchObject({ isActive: true, hasSecondFactor: false, language: 'en' })
    expect((await browser().signIn(email, chosen)).cookie).not.toBe('')
  })

  test('is in the language that was chosen', async () => {
    const { mail } = await invite(await world.staff('admin'), { language: 'nb' })
    expect(mail?.subject).toBe('admin of acme inviterer deg til teamet hos acme')
  })

  test('T-05: is good for seven days and not a second longer; sent again, the link of before ends', async () => {
    const admin = await world.staff('admin')
    const [first, second] = [await invite(admin), await invite(admin)]
    world.advance(7 * 24 * 3600 - 30)
    expect((await browser().post('/invitations/lookup', { token: staffTokenIn(first.mail) })).status).toBe(200)
    world.advance(31)
    expect((await join(staffTokenIn(first.mail))).status).toBe(404)
    const later = await world.staff('admin')
    expect((await teamOf(later)).invitations.find(({ id }) => id === second.invitation.id)?.isExpired).toBe(true)
    expect((await later.post(`/account/invitations/${second.invitation.id}/mails`)).status).toBe(201)
    const again = (await mailsOf(world)).at(-1)
    expect((await join(staffTokenIn(second.mail))).status).toBe(404)
    expect((await join(staffTokenIn(again))).status).toBe(200)
  })

  test('taken back, it is worth nothing, also while its mail waits', async () => {
    const admin = await world.staff('admin')
    const { invitation, mail } = await invite(admin)
    expect((await admin.fetch(`/account/invitations/${invitation.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await join(staffTokenIn(mail))).status).toBe(404)
    expect((await admin.fetch(`/account/invitations/${invitation.id}`, { method: 'DELETE' })).status).toBe(404)
    const asked = body()
    const { id } = (await (await admin.post('/account/invitations', asked)).json()) as StaffInvitation
    await admin.fetch(`/account/invitations/${id}`, { method: 'DELETE' })
    await mailsOf(world)
    const kept = await world.deps.db.selectFrom('staff_one_time_link').select('id').where('invitation_id', '=', id).execute()
    expect(kept).toEqual([])
  })

  test('accepted in three browsers at once, makes one member', async () => {
    const { mail, email } = await invite(await world.staff('admin'))
    const token = staffTokenIn(mail)
    const statuses = (await Promise.all([join(token), join(token), join(token)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 404, 404])
    const rows = await world.deps.db.selectFrom('staff').select('id').where('email', '=', email).execute()
    expect(rows).toHaveLength(1)
  })

  test('a password that is refused does not use it up', async () => {
    const { mail, email } = await invite(await world.staff('admin'))
    const token = staffTokenIn(mail)
    for (const [weak, problem] of [
      ['short', 'too_short'],
      ['password1234', 'too_common'],
      [email, 'too_personal'],
    ] as const) {
      const response = await join(token, browser(), { password: weak })
      expect(((await response.json()) as { fields: unknown }).fields).toEqual({ password: problem })
    }
    expect((await join(token)).status).toBe(200)
  })

  test('T-04: no token but the mailed one is good, nor that of another purpose; T-13: the body brings no rights', async () => {
    const admin = await world.staff('admin')
    const { mail } = await invite(admin)
    const token = staffTokenIn(mail)
    const wrong = ['', ' ', '0', 'null', '%00', '[]', token.toLowerCase(), `${token} `, 'x'.repeat(20_000), `cpl_${token.slice(4)}`]
    for (const one of wrong) expect(await codeOf(await join(one)), one.slice(0, 60)).toEqual([404, 'link_not_valid'])
    for (const one of [null, [], {}, 0]) expect((await join(one)).status).toBe(400)
    const asPassword = await browser().post('/password-resets/redemption', { token, password: chosen })
    expect(await codeOf(asPassword)).toEqual([404, 'link_not_valid'])
    for (const more of [{ permissions: ['account.admin'] }, { accountId: world.bolt.accountId }, { email: 'other@team.example' }])
      expect((await join(token, browser(), more)).status).toBe(400)
    expect((await join(token)).status).toBe(200)
  })

  test('an address of this team, or one that is asked already, is refused', async () => {
    const admin = await world.staff('admin')
    const { email } = await invite(admin)
    for (const taken of [email.toUpperCase(), world.acme.email('agent')])
      expect(await codeOf(await admin.post('/account/invitations', body({ email: taken })))).toEqual([409, 'already_member'])
    for (const bad of [{ permissions: [] }, { permissions: ['root'] }, { name: 'a\r\nBcc: x@y' }, { email: 'x' }, { accountId: 'x' }])
      expect((await admin.post('/account/invitations', body(bad))).status, JSON.stringify(bad)).toBe(400)
  })

  test('whether an address belongs to a login of another account is told to its owner alone', async () => {
    const admin = await world.staff('admin')
    const taken = await invite(admin, { email: world.bolt.email('agent') })
    const free = await invite(admin)
    const same = ({ invitation }: typeof taken) => ({ ...invitation, id: '', email: '', sentAt: '', expiresAt: '' })
    expect(same(taken)).toEqual(same(free))
    expect(taken.mail?.text).not.toMatch(/cpt_/)
    expect(taken.mail).toMatchObject({ to: 'agent@bolt.example', subject: 'You were invited to the team of acme' })
    const listed = (await teamOf(admin)).invitations.filter(({ id }) => [taken.invitation.id, free.invitation.id].includes(id))
    expect(new Set(listed.map(({ hasFailed, isExpired }) => `${hasFailed} ${isExpired}`)).size).toBe(1)
    const rows = await world.deps.db.selectFrom('mail').select('account_id').where('to_address', '=', 'agent@bolt.example').execute()
    expect(rows.map(({ account_id }) => account_id)).toEqual([world.bolt.accountId])
  })
})

describe('what members may do', () => {
  test('is changed by an admin: it binds at once, ends their sessions and streams, and is told', async () => {
    const admin = await world.staff('admin')
    const { client, id, email } = await recruit(['inbox.answer', 'portal.settings'])
    await mailsOf(world)
    const closed = (await client.fetch('/live')).text()
    expect((await change(admin, id, { permissions: ['inbox.answer'] })).status).toBe(200)
    expect(await closed).toMatch(/event: ended/)
    expect((await client.get('/portals')).status).toBe(401)
    const again = await browser().signIn(email, chosen)
    expect([(await again.get('/portals')).status, (await again.get('/inboxes')).status]).toEqual([403, 200])
    const mails = await mailsOf(world)
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[email, 'What you may do in acme was changed']])
    expect(mails[0]?.text).toContain('From now on: answer customers.')
    const { entries } = (await (await admin.get('/history?group=team')).json()) as HistoryPage
    expect(entries[0]).toMatchObject({
      ...{ kind: 'staff.changed', by: { kind: 'staff', name: 'admin of acme' }, about: 'Nora Berg' },
      changes: { permissions: { before: ['inbox.answer', 'portal.settings'], after: ['inbox.answer'] } },
    })
    expect(JSON.stringify(entries)).not.toMatch(/cpt_|argon2/)
  })

  test('a name alone ends nothing; who was slower than another admin is told', async () => {
    const admin = await world.staff('admin')
    const { client, id } = await recruit(['inbox.answer'])
    const { version } = await memberOf(admin, id)
    expect((await change(admin, id, { name: 'Nora B.', language: 'nb' })).status).toBe(200)
    expect((await client.get('/inboxes')).status).toBe(200)
    const late = await admin.json('PATCH', `/account/staff/${id}`, { version, permissions: ['account.admin'] })
    expect(await codeOf(late)).toEqual([409, 'changed_meanwhile'])
    expect(await memberOf(admin, id)).toMatchObject({ name: 'Nora B.', language: 'nb', permissions: ['inbox.answer'] })
  })

  test('a new admin is told to the other admins', async () => {
    const { id, email } = await recruit(['inbox.answer'])
    await mailsOf(world)
    await change(await world.staff('admin'), id, { permissions: ['inbox.answer', 'account.admin'] })
    const told = (await mailsOf(world)).map(({ to, subject }) => [to, subject])
    expect(told).toContainEqual([world.acme.email('admin'), 'Nora Berg is an admin of acme now'])
    expect(told).toContainEqual([email, 'What you may do in acme was changed'])
    await remove(await world.staff('admin'), id)
  })

  test.each(['agent', 'settings'] as const)('T-13: %s cannot give itself or anybody anything', async (who) => {
    const member = await world.staff(who)
    const own = world.acme.staff[who]
    const attempts = [
      await member.get('/account/staff'),
      await member.post('/account/invitations', body({ permissions: ['account.admin'] })),
      await member.json('PATCH', `/account/staff/${own}`, { version: 1, permissions: ['account.admin'] }),
      await setActive(member, world.acme.staff.admin, false),
      await remove(member, world.acme.staff.admin),
      await resetFactor(member, world.acme.staff.admin),
      await member.post(`/account/staff/${world.acme.staff.admin}/password-links`),
    ]
    for (const response of attempts) expect(await codeOf(response)).toEqual([403, 'not_allowed'])
    expect((await (await member.get('/me')).json()) as StaffMe).not.toMatchObject({
      permissions: expect.arrayContaining(['account.admin']),
    })
  })

  test('T-13: a change takes nothing but name, permissions and language', async () => {
    const admin = await world.staff('admin')
    for (const more of [{ isActive: false }, { email: 'x@y.example' }, { accountId: 'x' }, { passwordHash: 'x' }, { permissions: ['*'] }])
      expect((await change(admin, world.acme.staff.agent, more)).status, JSON.stringify(more)).toBe(400)
  })
})

describe('the last admin', () => {
  test('cannot be lost, and nobody does it to themselves', async () => {
    const admin = await world.staff('admin', world.bolt)
    const own = world.bolt.staff.admin
    expect(await codeOf(await change(admin, own, { permissions: ['inbox.answer'] }))).toEqual([409, 'last_admin'])
    expect(await codeOf(await setActive(admin, own, false))).toEqual([409, 'last_admin'])
    expect(await codeOf(await remove(admin, own))).toEqual([409, 'last_admin'])
    const { id } = await recruit(['account.admin'], world.bolt)
    expect(await codeOf(await change(admin, own, { permissions: ['inbox.answer'] }))).toEqual([409, 'not_on_yourself'])
    expect(await codeOf(await setActive(admin, own, false))).toEqual([409, 'not_on_yourself'])
    expect(await codeOf(await remove(admin, own))).toEqual([409, 'not_on_yourself'])
    expect((await change(admin, own, { permissions: ['account.admin'], name: 'Still me' })).status).toBe(200)
    expect((await admin.get('/me')).status, 'one’s own session goes on').toBe(200)
    // An admin who cannot sign in is none.
    await setActive(admin, id, false)
    expect(await codeOf(await setActive(admin, own, false))).toEqual([409, 'last_admin'])
    await remove(admin, id)
  })

  test('two who take each other out at once leave one', async () => {
    for (const deed of [
      (client: StaffClient, id: string) => change(client, id, { permissions: ['inbox.answer'] }),
      (client: StaffClient, id: string) => setActive(client, id, false),
      remove,
    ]) {
      const [one, two] = [await recruit(['account.admin']), await recruit(['account.admin'])]
      const admin = await world.staff('admin')
      // So that these two are all there are.
      await world.deps.db.updateTable('staff').set({ is_active: 0 }).where('id', '=', world.acme.staff.admin).execute()
      const answers = await Promise.all([deed(one.client, two.id), deed(two.client, one.id)])
      const statuses = answers.map(({ status }) => status).sort()
      await world.deps.db.updateTable('staff').set({ is_active: 1 }).where('id', '=', world.acme.staff.admin).execute()
      expect(statuses[0]).toBeLessThan(300)
      expect([401, 403, 409]).toContain(statuses[1])
      const left = (await teamOf(admin)).members.filter(
        ({ id, isActive, permissions }) => [one.id, two.id].includes(id) && isActive && permissions.includes('account.admin'),
      )
      expect(left).toHaveLength(1)
      for (const { id } of [one, two]) await remove(admin, id)
    }
  })
})

describe('who is kept out', () => {
  test('has no session, stream, preview or link any more; let in again, the password works', async () => {
    const admin = await world.staff('admin')
    const { client, id, email } = await recruit(['inbox.answer', 'portal.settings'])
    await admin.post(`/account/staff/${id}/password-links`)
    const link = staffTokenIn((await mailsOf(world)).at(-1))
    const { code } = (await (await client.post(`/portals/${world.acme.portalId}/previews`, { contactId: null })).json()) as { code: string }
    const closed = (await client.fetch('/live')).text()
    expect((await setActive(admin, id, false)).status).toBe(200)
    expect(await closed).toMatch(/event: ended/)
    expect((await client.get('/me')).status).toBe(401)
    expect((await world.stranger().post('/preview-sessions', { code })).status).toBeGreaterThanOrEqual(400)
    expect((await browser().post('/session', { email, password: chosen })).status).toBe(401)
    expect((await browser().post('/password-resets/redemption', { token: link, password: 'another good one here' })).status).toBe(404)
    await browser().post('/password-resets', { email })
    expect((await mailsOf(world)).map(({ subject }) => subject)).toEqual(['Your login to acme was switched off'])
    expect((await admin.post(`/account/staff/${id}/password-links`)).status).toBe(404)
    expect(await memberOf(admin, id)).toMatchObject({ isActive: false })
    expect((await setActive(admin, id, true)).status).toBe(200)
    expect((await client.get('/me')).status, 'the session of before').toBe(401)
    expect((await browser().signIn(email, chosen)).cookie).not.toBe('')
  })

  test('removed, the address is free, and the name stays beside what they did', async () => {
    const admin = await world.staff('admin')
    const { client, id, email } = await recruit(['inbox.answer'])
    expect((await remove(admin, id)).status).toBe(204)
    expect((await client.get('/me')).status).toBe(401)
    expect((await remove(admin, id)).status).toBe(404)
    expect(await codeOf(await setActive(admin, id, true))).toEqual([404, 'not_found'])
    expect((await teamOf(admin)).members.map((member) => member.id)).not.toContain(id)
    const { entries } = (await (await admin.get('/history?group=team')).json()) as HistoryPage
    expect(entries.slice(0, 2).map(({ kind, about, by }) => [kind, about, by.name])).toEqual([
      ['staff.removed', 'Nora Berg', 'admin of acme'],
      ['staff.joined', 'Nora Berg', 'Nora Berg'],
    ])
    const { mail } = await invite(admin, { email })
    expect((await join(staffTokenIn(mail))).status).toBe(200)
  })
})

test('a fresh proof is asked for by whatever changes the team, not by looking at it', async () => {
  const admin = await world.staff('admin')
  world.advance(301)
  expect((await admin.get('/account/staff')).status).toBe(200)
  const attempts = [
    await admin.post('/account/invitations', body()),
    await change(admin, world.acme.staff.agent, { name: 'x' }),
    await setActive(admin, world.acme.staff.agent, false),
    await remove(admin, world.acme.staff.agent),
  ]
  for (const response of attempts) expect(await codeOf(response)).toEqual([403, 'proof_required'])
  expect((await admin.post('/session/proof', { password })).status).toBe(204)
  expect((await change(admin, world.acme.staff.agent, { name: 'Agent' })).status).toBe(200)
})
