import { afterAll, beforeAll, expect, test } from 'vitest'
import { transact } from '../../../server/db/transact.ts'
import { setPropertyValue } from '../../../server/tickets/property.repo.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { ReplyResult, TicketDetail } from './wire.ts'

let world: World
let anna: ContactClient
let agent: StaffClient
let id: string

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
  agent = await world.staff('agent')
  const values = { subject: 'Till is out of order', text: 'It beeps.' }
  id = ((await (await anna.post('/tickets', { formId: world.acme.formId, values })).json()) as ReplyResult).ticket.id
})
afterAll(() => world.close())

const page = async () => (await (await anna.get(`/tickets/${id}`)).json()) as TicketDetail

test('S124: the steps of the pipeline in their order, where the portal shows stages', async () => {
  expect((await page()).steps).toBeNull()
  await setPortal(world, { status_display: 'stages' })
  const labels = (steps: TicketDetail['steps']) => steps?.map((step) => [step.labels['en'], step.isClosed, step.isCurrent])
  const first = await page()
  expect(labels(first.steps)).toEqual([
    ['New', false, true],
    ['Waiting', false, false],
    ['Solved', true, false],
  ])
  expect(first.ticket.stageLabels).toEqual({ en: 'New' })
  await agent.json('PUT', `/tickets/${id}/stage`, { stageId: world.acme.waitingStageId })
  expect(labels((await page()).steps)?.map(([, , isCurrent]) => isCurrent)).toEqual([false, true, false])
})

test('S65: properties that the admin shows, in the admin’s order, with labels; what is unknown is not shown', async () => {
  const admin = await world.staff('admin')
  const make = async (key: string, type: 'text' | 'choices', options: object[] = []) => {
    const body = { object: 'ticket', key, type, labels: { en: key, nb: `${key} nb` }, options }
    return ((await (await admin.post('/properties', body)).json()) as { id: string }).id
  }
  const text = await make('serial', 'text')
  await make('unknown', 'text')
  const secret = await make('secret', 'text')
  const choices = await make('areas', 'choices', [
    { value: 'till', labels: { en: 'Till', nb: 'Kasse' } },
    { value: 'door', labels: { en: 'Door', nb: 'Dør' } },
  ])
  const account_id = world.acme.accountId
  await transact(world.deps.db, async (tx) => {
    await setPropertyValue(tx, { account_id, id: text, type: 'text' }, id, 'SN-1')
    await setPropertyValue(tx, { account_id, id: secret, type: 'text' }, id, 'canary-of-a-hidden-property')
    await setPropertyValue(tx, { account_id, id: choices, type: 'choices' }, id, ['door', 'till'])
  })
  const names = ['ticket.custom.areas', 'ticket.custom.unknown', 'ticket.custom.serial']
  await setPortal(world, { shown_properties: JSON.stringify(names) })
  const response = await anna.get(`/tickets/${id}`)
  const answer = await response.text()
  expect(answer).not.toContain('canary')
  expect((JSON.parse(answer) as TicketDetail).properties).toEqual([
    {
      name: 'ticket.custom.areas',
      type: 'choices',
      labels: { en: 'areas', nb: 'areas nb' },
      value: ['till', 'door'],
      valueLabels: [
        { en: 'Till', nb: 'Kasse' },
        { en: 'Door', nb: 'Dør' },
      ],
    },
    { name: 'ticket.custom.serial', type: 'text', labels: { en: 'serial', nb: 'serial nb' }, value: 'SN-1', valueLabels: null },
  ])
})
