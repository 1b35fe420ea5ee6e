import { afterEach, beforeEach, expect, test } from 'vitest'
import { setPortal } from '../../support/portal-settings.ts'
import { openWorld, type World } from '../../support/world.ts'
import { openStream, openTicket, reply } from './streams.ts'

let world: World

beforeEach(async () => {
  world = await openWorld({ permissionMode: 'own' })
  await setPortal(world, { can_involve_colleagues: 1 })
})
afterEach(() => world.close())

test('who is copied in hears of the ticket from now on; who is taken out hears once that something is gone, and then nothing', async () => {
  const anna = await world.contact('anna')
  const ticket = await openTicket(anna, world.acme)
  const [ben, cleo] = [await openStream(await world.contact('ben')), await openStream(await world.contact('cleo'))]
  await anna.post(`/tickets/${ticket.id}/contacts`, { email: world.acme.email('ben') })
  await ben.until((events) => events.some(({ event, data }) => event === 'ticket.changed' && data.includes(ticket.id)))
  const agent = await world.staff('agent')
  const answer = await reply(agent, ticket.id, 'We look into it.')
  await ben.until((events) => events.some(({ data }) => data.includes(answer)))

  const annas = await openStream(anna)
  await anna.json('DELETE', `/tickets/${ticket.id}/contacts/${world.acme.contacts.ben}`, undefined)
  await ben.until((events) => events.some(({ event }) => event === 'resync'))
  const before = ben.events.length
  const next = await reply(agent, ticket.id, 'Only for Anna')
  await annas.until((events) => events.some(({ data }) => data.includes(next)))
  world.deps.hub.close()
  await ben.end()
  await cleo.end()
  expect(ben.events.slice(before).filter(({ event }) => event !== 'reconnect')).toEqual([])
  expect(ben.events.filter(({ event }) => event === 'resync')).toEqual([{ id: expect.any(String) as string, event: 'resync', data: '{}' }])
  expect(cleo.text).not.toContain(ticket.id)
})
