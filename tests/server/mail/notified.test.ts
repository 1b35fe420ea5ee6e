import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactListEntry } from '../../../shared/lists.ts'
import { setPortal } from '../../support/portal-settings.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf } from '../auth/mailed.ts'
import { openTicket, reply } from '../live/streams.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** Who hears of an answer to a ticket of Anna's that Ben is copied in. */
async function toldOfAnswer(ticketId: string): Promise<string[]> {
  await mailsOf(world)
  await reply(await world.staff('agent'), ticketId, 'Try it again.')
  return (await mailsOf(world)).map(({ to }) => to).toSorted()
}

test('D5, D8: who is not let into the portal any more gets no mail about a ticket, and again once on a list', async () => {
  await setPortal(world, { can_involve_colleagues: 1 })
  const anna = await world.contact('anna')
  const { id } = await openTicket(anna, world.acme)
  expect((await anna.post(`/tickets/${id}/contacts`, { email: world.acme.email('ben') })).status).toBe(201)
  expect(await toldOfAnswer(id)).toEqual([world.acme.email('anna'), world.acme.email('ben')])

  const admin = await world.staff('admin')
  const list = (await (await admin.post('/lists', { kind: 'static', name: 'Guests' })).json()) as ContactListEntry
  await admin.post(`/lists/${list.id}/members`, { emails: [world.acme.email('ben')] })
  await setPortal(world, { access_mode: 'lists', access_list_ids: JSON.stringify([list.id]) })
  expect(await toldOfAnswer(id)).toEqual([world.acme.email('ben')])

  await admin.post(`/lists/${list.id}/members`, { emails: [world.acme.email('anna')] })
  expect(await toldOfAnswer(id)).toEqual([world.acme.email('anna'), world.acme.email('ben')])
})
