import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ResolvedCondition } from '../../../shared/filter-rule.ts'
import { openWorld, type World } from '../../support/world.ts'
import { openStream, openTicket, reply } from './streams.ts'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const rule = (condition: ResolvedCondition) => JSON.stringify({ groups: [{ conditions: [condition] }] })

test.each([
  ['a filter', { ticket_filter: rule({ property: 'ticket.subject', type: 'text', operator: 'is', value: 'another' }) }, 0],
  [
    'a rule that ben does not match',
    {
      permission_mode: 'rule' as const,
      company_rule: rule({ property: 'contact.email', type: 'text', operator: 'starts_with', value: 'anna' }),
    },
    0,
  ],
  ['a confidential pipeline', {}, 1],
] as const)('%s: not one byte about a ticket that it keeps from a colleague', async (_, columns, isConfidential) => {
  const { accountId, supportPipelineId } = world.acme
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  if (Object.keys(columns).length > 0) await world.deps.db.updateTable('portal').set(columns).where('account_id', '=', accountId).execute()
  await world.deps.db
    .updateTable('pipeline')
    .set({ is_confidential: isConfidential })
    .where('account_id', '=', accountId)
    .where('id', '=', supportPipelineId)
    .execute()
  const ben = await openStream(await world.contact('ben'))
  const agent = await openStream(await world.staff('agent'))
  const answer = await reply(await world.staff('agent'), ticket.id, 'We look into it.')
  await agent.until((events) => events.some(({ data }) => data.includes(answer)))
  world.deps.hub.close()
  await ben.end()
  expect(ben.changes).toEqual([])
  expect(ben.text).not.toContain(ticket.id)
})

test.each([
  ['the filter', { ticketFilter: { groups: [{ conditions: [{ property: 'ticket.status', operator: 'any_of', value: ['closed'] }] }] } }],
  ['showing earlier threads', { hasEarlierThreads: true }],
])('who has a stream open when %s changes is told to look again', async (_, change) => {
  const admin = await world.staff('admin')
  const anna = await world.contact('anna')
  const stream = await openStream(anna)
  const saved = await admin.json('PATCH', `/portals/${world.acme.portalId}`, { version: 1, ...change })
  expect(saved.status).toBe(200)
  await stream.until((events) => events.some(({ event }) => event === 'resync'))
  world.deps.hub.close()
  await stream.end()
})
