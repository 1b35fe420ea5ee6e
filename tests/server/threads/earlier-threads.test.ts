import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { guarded } from '../../../server/db/index.ts'
import { makeCaseTickets, olderThreadText, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { TicketDetail } from './wire.ts'

let world: World
let cases: CaseTickets
let anna: ContactClient
let agent: StaffClient
let olderId: string
let path: string

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  anna = await world.contact('anna')
  agent = await world.staff('agent')
  path = `/tickets/${cases.annaTwoThreads.id}`
  const threads = guarded(world.deps.db).selectFrom('thread').select('id').where('account_id', '=', world.acme.accountId)
  olderId = (await threads.where('subject', '=', 'Older thread').executeTakeFirstOrThrow()).id
})
afterAll(() => world.close())
beforeEach(() => setPortal(world, { has_earlier_threads: 1 }))

const page = async (query = '') => (await (await anna.get(`${path}${query}`)).json()) as TicketDetail

test('the newest thread is shown, the earlier ones are named', async () => {
  const detail = await page()
  expect(detail.earlierThreads).toEqual([{ id: olderId, subject: 'Older thread', lastMessageAt: '2026-01-02T00:00:00.000Z' }])
  expect(detail.threadId).not.toBe(olderId)
  expect(detail.messages.map(({ text }) => text)).not.toContain(olderThreadText)
  const earlier = await page(`?thread=${olderId}`)
  expect(earlier.threadId).toBe(olderId)
  expect(earlier.messages.map(({ text }) => text)).toEqual([olderThreadText])
  expect(earlier.earlierThreads).toEqual(detail.earlierThreads)
  expect((await page(`?thread=${detail.threadId ?? ''}`)).messages).toEqual(detail.messages)
})

test('where the portal does not show them there are none', async () => {
  await setPortal(world, { has_earlier_threads: 0 })
  expect((await page()).earlierThreads).toEqual([])
  const response = await anna.get(`${path}?thread=${olderId}`)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'thread_not_found' })
})

test('a thread of another ticket, and one of another account, are not found', async () => {
  expect((await anna.get(`/tickets/${cases.anna.id}?thread=${olderId}`)).status).toBe(404)
  expect((await anna.get(`${path}?thread=${world.deps.newId()}`)).status).toBe(404)
  expect((await anna.get(`${path}?thread=none`)).status).toBe(400)
})

test('a note neither makes a thread visible nor moves its time', async () => {
  const before = (await page()).earlierThreads
  await agent.post(`/threads/${olderId}/messages`, { text: 'between us', isInternal: true })
  expect((await page()).earlierThreads).toEqual(before)
  const { messages } = await page(`?thread=${olderId}`)
  expect(messages.map(({ text }) => text)).toEqual([olderThreadText])
})

test('a reply goes to the newest thread, whichever is looked at', async () => {
  await anna.post(`${path}/messages`, { text: 'and now?' })
  expect((await page()).messages.at(-1)?.text).toBe('and now?')
  expect((await page(`?thread=${olderId}`)).messages).toHaveLength(1)
})

test("an agent's answer in an older thread makes it the newest", async () => {
  const { threadId } = await page()
  await agent.post(`/threads/${olderId}/messages`, { text: 'here again' })
  const detail = await page()
  expect(detail.threadId).toBe(olderId)
  expect(detail.earlierThreads.map(({ id }) => id)).toEqual([threadId])
})
