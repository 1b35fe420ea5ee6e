import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MovedTickets, PipelineUsage } from '../../../shared/pipelines.ts'
import type { HistoryPage } from '../../../shared/history.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { ListOptions, Pipeline, StaffTicket, TicketDetail, TicketPage } from '../../../shared/tickets.ts'
import { guarded } from '../../../server/db/index.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let admin: StaffClient

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  admin = await world.staff('admin')
})
afterAll(() => world.close())

async function list(): Promise<Pipeline[]> {
  return ((await (await admin.get('/pipelines')).json()) as { pipelines: Pipeline[] }).pipelines
}

async function find(id: string): Promise<Pipeline> {
  const found = (await list()).find((pipeline) => pipeline.id === id)
  if (!found) throw new Error(`no pipeline ${id}`)
  return found
}

/** Saves a pipeline with other stages. */
async function save(id: string, change: (stages: Partial<Pipeline['stages'][number]>[]) => unknown[], version?: number) {
  const now = await find(id)
  const stages = now.stages.map(({ pipelineId: _pipeline, ...stage }) => stage)
  const { name, isConfidential } = now
  return admin.json('PUT', `/pipelines/${id}`, { version: version ?? now.version, name, isConfidential, stages: change(stages) })
}

async function usage(id: string): Promise<PipelineUsage> {
  return (await (await admin.get(`/pipelines/${id}/usage`)).json()) as PipelineUsage
}

const code = async (response: Response) => ((await response.json()) as { code: string }).code
const one = (property: string, operator: string, value: unknown) => ({ groups: [{ conditions: [{ property, operator, value }] }] })

async function saveFilter(ticketFilter: unknown): Promise<Response> {
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as PortalSettings
  return admin.json('PATCH', path, { version, ticketFilter })
}

test('a pipeline is made behind the others, and the others are put behind it', async () => {
  const stages = [
    { labels: { en: 'Asked' }, isClosed: false },
    { labels: { en: 'Done', nb: 'Ferdig' }, isClosed: true },
  ]
  const made = await admin.post('/pipelines', { name: ' Returns ', stages })
  expect(made.status).toBe(201)
  const pipeline = (await made.json()) as Pipeline
  expect(pipeline).toMatchObject({ name: 'Returns', isConfidential: false, version: 1, stages: [{ customerLabels: null }, stages[1]] })
  expect((await list()).at(-1)?.id).toBe(pipeline.id)
  const ids = (await list()).map(({ id }) => id)
  const turned = await admin.json('PUT', '/pipeline-order', { pipelineIds: ids.toReversed() })
  expect(((await turned.json()) as { pipelines: Pipeline[] }).pipelines.map(({ id }) => id)).toEqual(ids.toReversed())
  const half = await admin.json('PUT', '/pipeline-order', { pipelineIds: ids.slice(1) })
  expect([half.status, await code(half)]).toEqual([409, 'changed_meanwhile'])
  await admin.json('PUT', '/pipeline-order', { pipelineIds: ids })
  expect((await admin.json('DELETE', `/pipelines/${pipeline.id}`, undefined)).status).toBe(204)
  expect((await list()).map(({ id }) => id)).not.toContain(pipeline.id)
  expect((await admin.json('PUT', `/pipelines/${pipeline.id}/confidentiality`, { isConfidential: true })).status).toBe(404)
})

test('a pipeline has an open and a closed stage, each with an English name, and no stage of another', async () => {
  const [open, closed] = [
    { labels: { en: 'A' }, isClosed: false },
    { labels: { en: 'B' }, isClosed: true },
  ]
  const fields = async (stages: unknown) =>
    ((await (await admin.post('/pipelines', { name: 'Bad', stages })).json()) as { fields: object }).fields
  expect(await fields([open])).toEqual({ stages: 'required' })
  expect(await fields([])).toEqual({ stages: 'required' })
  expect(await fields([open, { labels: { nb: 'Bare norsk' }, isClosed: true }])).toEqual({ 'stages.1.labels.en': 'required' })
  expect(await fields([open, { ...closed, id: world.acme.closedStageId }])).toEqual({ 'stages.1.id': 'not_a_choice' })
  const stolen = await save(world.acme.supportPipelineId, (stages) => [...stages, { ...open, id: world.acme.salesStageId }])
  expect(((await stolen.json()) as { fields: object }).fields).toEqual({ 'stages.3.id': 'not_a_choice' })
})

test('two admins: the one who comes second is told', async () => {
  const { version } = await find(world.acme.supportPipelineId)
  expect((await save(world.acme.supportPipelineId, (stages) => stages)).status).toBe(200)
  const late = await save(world.acme.supportPipelineId, (stages) => stages, version)
  expect([late.status, await code(late)]).toEqual([409, 'changed_meanwhile'])
})

test('customers read their own wording wherever a stage is named, staff the stage’s name', async () => {
  await setPortal(world, { status_display: 'stages' })
  const wording = { en: 'We are on it', nb: 'Vi er på saken' }
  const saved = await save(world.acme.supportPipelineId, (stages) =>
    stages.map((stage) => (stage.id === world.acme.openStageId ? { ...stage, customerLabels: { ...wording, sv: ' ' } } : stage)),
  )
  expect(saved.status).toBe(200)
  expect(((await saved.json()) as Pipeline).stages[0]).toMatchObject({ labels: { en: 'New' }, customerLabels: wording })
  const anna = await world.contact('anna')
  const { tickets } = (await (await anna.get('/tickets?limit=100')).json()) as TicketPage
  expect(tickets.find(({ id }) => id === cases.anna.id)?.stageLabels).toEqual(wording)
  const detail = (await (await anna.get(`/tickets/${cases.anna.id}`)).json()) as TicketDetail
  expect(detail.ticket.stageLabels).toEqual(wording)
  expect(detail.steps?.map(({ labels }) => labels['en'])).toEqual(['We are on it', 'Waiting', 'Solved'])
  const options = (await (await anna.get('/tickets/options')).json()) as ListOptions
  expect(options.stages?.find(({ id }) => id === world.acme.openStageId)?.labels).toEqual(wording)
  const csv = await (await anna.get('/tickets/export?view=mine')).text()
  expect(csv).toContain('We are on it')
  expect(JSON.stringify([tickets, detail, options, csv])).not.toContain('"New"')
  expect(csv).not.toMatch(/(^|[,;])New([,;]|\r?$)/m)
  const { properties } = (await (await admin.get('/properties')).json()) as { properties: { name: string; options: { value: string }[] }[] }
  expect(properties.find(({ name }) => name === 'ticket.stage')?.options).toContainEqual({
    value: world.acme.openStageId,
    labels: { en: 'New' },
  })
  await setPortal(world, { status_display: 'open_closed' })
})

test('a stage with tickets is neither deleted nor turned; its tickets are moved first, and seen to move', async () => {
  const { supportPipelineId, openStageId, waitingStageId, closedStageId } = world.acme
  await admin.json('PUT', `/tickets/${cases.anna.id}/stage`, { stageId: waitingStageId })
  expect(await saveFilter(one('ticket.stage', 'none_of', [waitingStageId, closedStageId]))).toHaveProperty('status', 200)
  const before = await usage(supportPipelineId)
  expect(before.stages.find(({ id }) => id === waitingStageId)).toEqual({
    id: waitingStageId,
    tickets: 1,
    forms: [],
    rules: [{ kind: 'ticketFilter', id: world.acme.portalId, name: 'acme support' }],
  })
  expect(before.stages.find(({ id }) => id === openStageId)?.forms).toEqual([{ id: world.acme.formId, name: 'Support' }])
  const without = (id: string) => save(supportPipelineId, (stages) => stages.filter((stage) => stage.id !== id))
  const refused = await without(waitingStageId)
  expect([refused.status, await code(refused)]).toEqual([409, 'stage_in_use'])
  const turned = await save(supportPipelineId, (stages) =>
    stages.map((stage) => (stage.id === waitingStageId ? { ...stage, isClosed: true } : stage)),
  )
  expect(await code(turned)).toBe('stage_in_use')

  const move = (body: unknown) => admin.json('POST', `/pipelines/${supportPipelineId}/ticket-moves`, body)
  expect((await move({ fromStageId: waitingStageId, toStageId: waitingStageId })).status).toBe(400)
  expect((await move({ fromStageId: world.acme.salesStageId, toStageId: openStageId })).status).toBe(404)
  expect((await move({ fromStageId: waitingStageId, toStageId: world.bolt.openStageId })).status).toBe(404)
  const moved = await move({ fromStageId: waitingStageId, toStageId: closedStageId })
  expect((await moved.json()) as MovedTickets).toEqual({ moved: 1, hasMore: false })
  const { ticket } = (await (await admin.get(`/tickets/${cases.anna.id}`)).json()) as { ticket: StaffTicket }
  expect(ticket).toMatchObject({ stageId: closedStageId, status: 'closed' })
  // The copies that lists are read from went along.
  const links = await guarded(world.deps.db)
    .selectFrom('ticket_contact')
    .select(['stage_id', 'is_closed'])
    .where('ticket_id', '=', cases.anna.id)
    .execute()
  expect(new Set(links.map((link) => JSON.stringify(link)))).toEqual(new Set([JSON.stringify({ stage_id: closedStageId, is_closed: 1 })]))

  expect((await without(waitingStageId)).status).toBe(200)
  expect((await admin.json('PUT', `/tickets/${cases.anna.id}/stage`, { stageId: waitingStageId })).status).toBe(404)
  // The rule that names it goes on as it was, and is told so.
  const anna = await world.contact('anna')
  const { tickets } = (await (await anna.get('/tickets?limit=100')).json()) as TicketPage
  expect(tickets.map(({ id }) => id)).not.toContain(cases.anna.id)
  expect(tickets.length).toBeGreaterThan(0)
  const { properties } = (await (await admin.get('/properties')).json()) as { properties: { name: string; options: object[] }[] }
  expect(properties.find(({ name }) => name === 'ticket.stage')?.options).toContainEqual({
    value: waitingStageId,
    labels: { en: 'Waiting' },
    isGone: true,
  })
  const again = await saveFilter(one('ticket.stage', 'any_of', [waitingStageId]))
  expect(((await again.json()) as { fields: object }).fields).toEqual({ 'ticketFilter.groups.0.conditions.0.value': 'not_a_choice' })
  await saveFilter(null)
  await admin.json('PUT', `/tickets/${cases.anna.id}/stage`, { stageId: openStageId })
  const last = await without(openStageId)
  expect(await last.json()).toMatchObject({ fields: { stages: 'required' } })
})

test('a pipeline in use stays; its tickets go to another one, open ones open and closed ones closed', async () => {
  const { supportPipelineId, salesPipelineId, salesStageId } = world.acme
  const opened = await admin.post('/tickets', { email: world.acme.email('cleo'), subject: 'A till', pipelineId: salesPipelineId })
  const { id } = (await opened.json()) as StaffTicket
  const remove = () => admin.json('DELETE', `/pipelines/${salesPipelineId}`, undefined)
  expect(await code(await remove())).toBe('pipeline_in_use')
  const into = `/pipelines/${salesPipelineId}/ticket-moves`
  expect((await admin.json('POST', into, { toPipelineId: salesPipelineId })).status).toBe(400)
  expect((await admin.json('POST', into, { toPipelineId: world.bolt.supportPipelineId })).status).toBe(404)
  expect(await (await admin.json('POST', into, { toPipelineId: supportPipelineId })).json()).toEqual({ moved: 2, hasMore: false })
  const { ticket } = (await (await admin.get(`/tickets/${id}`)).json()) as { ticket: StaffTicket }
  expect(ticket).toMatchObject({ pipelineId: supportPipelineId, stageId: world.acme.openStageId, status: 'open' })

  await setPortal(world, { pipeline_ids: JSON.stringify([salesPipelineId]) })
  expect((await usage(salesPipelineId)).portals).toEqual([{ id: world.acme.portalId, name: 'acme support' }])
  expect(await code(await remove())).toBe('pipeline_in_use')
  await setPortal(world, { pipeline_ids: '[]' })
  expect((await remove()).status).toBe(204)
  expect((await admin.json('PUT', `/tickets/${id}/stage`, { stageId: salesStageId })).status).toBe(404)
  expect(await code(await admin.json('DELETE', `/pipelines/${supportPipelineId}`, undefined))).toBe('pipeline_in_use')
})

test('the history tells what was changed, with before and after', async () => {
  const { entries } = (await (await admin.get('/history?group=settings&limit=100')).json()) as HistoryPage
  const changes = entries.filter(({ kind }) => kind === 'pipeline.changed')
  expect(changes.map((entry) => entry.changes)).toContainEqual({
    stages: { before: ['New', 'Waiting', 'Solved'], after: ['New', 'Solved'] },
  })
  expect(changes.map((entry) => entry.details)).toContainEqual(expect.objectContaining({ movedTickets: 1, from: 'Waiting', to: 'Solved' }))
})

test('agents read pipelines and may not change them', async () => {
  const agent = await world.staff('agent')
  const { supportPipelineId } = world.acme
  expect((await agent.get('/pipelines')).status).toBe(200)
  const { status } = await agent.post('/pipelines', { name: 'Mine', stages: [] })
  expect(status).toBe(403)
  for (const [method, path] of [
    ['PUT', '/pipeline-order'],
    ['PUT', `/pipelines/${supportPipelineId}`],
    ['DELETE', `/pipelines/${supportPipelineId}`],
    ['GET', `/pipelines/${supportPipelineId}/usage`],
    ['POST', `/pipelines/${supportPipelineId}/ticket-moves`],
  ] as const) {
    expect((await agent.json(method, path, method === 'GET' ? undefined : {})).status, `${method} ${path}`).toBe(403)
  }
})
