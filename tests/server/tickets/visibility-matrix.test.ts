import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from '../../../server/db/index.ts'
import type { ResolvedCondition, ResolvedRule } from '../../../shared/filter-rule.ts'
import { makeCaseTickets, noteText, olderThreadText, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

type CaseName = keyof CaseTickets
type Viewer = {
  mode: 'own' | 'company' | 'rule'
  pipelines: 'all' | 'support'
  who: 'anna' | 'ben' | 'cleo' | 'dan' | 'boltAnna'
  /** Property, operator and value of the portal's filter. */
  filter?: ResolvedCondition
  isConfidential?: true
  isReadOnly?: true
  hasEarlierThreads?: true
}

const annas: CaseName[] = ['anna', 'annaClosed', 'annaSales', 'annaTwoThreads', 'phone']

/** Every kind of contact, and exactly the tickets that exist for it. */
const contacts: Record<string, Viewer & { mine: CaseName[]; company: CaseName[] }> = {
  'anna, company tickets shown': { who: 'anna', mode: 'company', pipelines: 'all', mine: annas, company: [...annas, 'ben'] },
  'anna, own tickets only': { who: 'anna', mode: 'own', pipelines: 'all', mine: annas, company: [] },
  'anna, one pipeline shown': {
    who: 'anna',
    mode: 'company',
    pipelines: 'support',
    mine: annas.filter((name) => name !== 'annaSales'),
    company: [...annas.filter((name) => name !== 'annaSales'), 'ben'],
  },
  'ben, company tickets shown': { who: 'ben', mode: 'company', pipelines: 'all', mine: ['ben'], company: [...annas, 'ben'] },
  'ben, own tickets only': { who: 'ben', mode: 'own', pipelines: 'all', mine: ['ben'], company: [] },
  'cleo of another company': { who: 'cleo', mode: 'company', pipelines: 'all', mine: ['cleo'], company: ['cleo'] },
  'dan of no company': { who: 'dan', mode: 'company', pipelines: 'all', mine: ['dan'], company: [] },
  'ben, who matches the rule': { who: 'ben', mode: 'rule', pipelines: 'all', mine: ['ben'], company: [...annas, 'ben'] },
  'anna, who does not match the rule': { who: 'anna', mode: 'rule', pipelines: 'all', mine: annas, company: [] },
  'dan, who matches the rule and has no company': { who: 'dan', mode: 'rule', pipelines: 'all', mine: ['dan'], company: [] },
  'ben, company tickets confidential': {
    who: 'ben',
    mode: 'company',
    pipelines: 'all',
    isConfidential: true,
    mine: ['ben'],
    company: ['annaSales'],
  },
  'ben, company tickets only read': {
    who: 'ben',
    mode: 'company',
    pipelines: 'all',
    isReadOnly: true,
    mine: ['ben'],
    company: [...annas, 'ben'],
  },
  'ben, earlier threads shown': {
    who: 'ben',
    mode: 'company',
    pipelines: 'all',
    hasEarlierThreads: true,
    mine: ['ben'],
    company: [...annas, 'ben'],
  },
  'cleo, earlier threads shown': {
    who: 'cleo',
    mode: 'company',
    pipelines: 'all',
    hasEarlierThreads: true,
    mine: ['cleo'],
    company: ['cleo'],
  },
  'anna, a filter on the subject': {
    who: 'anna',
    mode: 'company',
    pipelines: 'all',
    filter: { property: 'ticket.subject', type: 'text', operator: 'does_not_contain', value: 'Closed' },
    mine: annas.filter((name) => name !== 'annaClosed'),
    company: [...annas.filter((name) => name !== 'annaClosed'), 'ben'],
  },
  'ben, a filter on the status': {
    who: 'ben',
    mode: 'company',
    pipelines: 'all',
    filter: { property: 'ticket.status', type: 'choice', operator: 'any_of', value: ['closed'] },
    mine: [],
    company: ['annaClosed'],
  },
  'anna of another account': { who: 'boltAnna', mode: 'company', pipelines: 'all', mine: ['boltAnna'], company: ['boltAnna'] },
}

const benOrDan: ResolvedCondition = { property: 'contact.email', type: 'text', operator: 'does_not_contain', value: 'ANNA@' }
const ruleOf = (condition: ResolvedCondition): ResolvedRule => ({ groups: [{ conditions: [condition] }] })

let world: World
let cases: CaseTickets
const clients = new Map<string, ContactClient>()

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  for (const who of ['anna', 'ben', 'cleo', 'dan'] as const) clients.set(who, await world.contact(who))
  clients.set('boltAnna', await world.contact('anna', world.bolt))
})
afterAll(() => world.close())

async function setPortal(viewer: Viewer): Promise<void> {
  // Every viewer tries more addresses than a person would.
  await world.deps.db.deleteFrom('throttle').execute()
  const pipelineIds = viewer.pipelines === 'all' ? [] : [world.acme.supportPipelineId]
  await world.deps.db
    .updateTable('portal')
    .set({
      permission_mode: viewer.mode,
      pipeline_ids: JSON.stringify(pipelineIds),
      company_rule: JSON.stringify(ruleOf(benOrDan)),
      is_company_read_only: viewer.isReadOnly ? 1 : 0,
      has_earlier_threads: viewer.hasEarlierThreads ? 1 : 0,
      can_contacts_close: 1,
      can_involve_colleagues: 1,
      ticket_filter: viewer.filter ? JSON.stringify(ruleOf(viewer.filter)) : null,
    })
    .where('account_id', '=', world.acme.accountId)
    .execute()
  await world.deps.db
    .updateTable('pipeline')
    .set({ is_confidential: viewer.isConfidential ? 1 : 0 })
    .where('account_id', '=', world.acme.accountId)
    .where('id', '=', world.acme.supportPipelineId)
    .execute()
}

function clientOf(viewer: Viewer): ContactClient {
  const client = clients.get(viewer.who)
  if (!client) throw new Error(`nobody is called ${viewer.who}`)
  return client
}

async function subjects(client: ContactClient, query: string): Promise<string[]> {
  const page = (await (await client.get(`/tickets?limit=100&${query}`)).json()) as { tickets: { subject: string }[] }
  return page.tickets.map((ticket) => ticket.subject).sort()
}

describe.each(Object.entries(contacts))('%s', (_, viewer) => {
  const visible = new Set<CaseName>([...viewer.mine, ...viewer.company])

  test.each(['mine', 'company'] as const)('lists and finds exactly these tickets in the view %s', async (view) => {
    await setPortal(viewer)
    const expected = viewer[view].map((name) => cases[name].subject).sort()
    expect(await subjects(clientOf(viewer), `view=${view}`)).toEqual(expected)
    expect(await subjects(clientOf(viewer), `view=${view}&q=case`)).toEqual(expected)
    expect(await subjects(clientOf(viewer), `view=${view}&status=closed`)).toEqual(
      viewer[view].includes('annaClosed') ? [cases.annaClosed.subject] : [],
    )
    const file = await (await clientOf(viewer).get(`/tickets/export?view=${view}`)).text()
    for (const { subject } of Object.values(cases)) expect(file.includes(subject), subject).toBe(expected.includes(subject))
    for (const sort of ['created', 'number']) expect(await subjects(clientOf(viewer), `view=${view}&sort=${sort}`)).toEqual(expected)
  })

  test.each(['', 'q=case', 'status=closed', 'where=created_at:in_last_days:1', 'where=requester_name:contains:an'])(
    'counts what it lists: %s',
    async (query) => {
      await setPortal(viewer)
      const client = clientOf(viewer)
      const seesCompany = ((await (await client.get('/me')).json()) as { seesCompany: boolean }).seesCompany
      const mine = await subjects(client, `view=mine&${query}`)
      const company = await subjects(client, `view=company&${query}`)
      expect(await (await client.get(`/tickets/counts?${query}`)).json()).toEqual({
        mine: mine.length,
        company: seesCompany ? company.length : null,
      })
    },
  )

  test.each(Object.keys(emptyCases()) as CaseName[])('GET /tickets/%s', async (name) => {
    await setPortal(viewer)
    const response = await clientOf(viewer).get(`/tickets/${cases[name].id}`)
    expect(response.status).toBe(visible.has(name) ? 200 : 404)
    const text = await response.text()
    expect(text).not.toContain(noteText)
    expect(text).not.toContain(olderThreadText)
    if (!visible.has(name)) {
      expect(text).not.toContain(cases[name].subject)
      expect(JSON.parse(text)).toMatchObject({ code: 'ticket_not_found' })
    }
  })

  test.each(Object.keys(emptyCases()) as CaseName[])('POST /tickets/%s/messages and PUT …/read-state', async (name) => {
    await setPortal(viewer)
    const client = clientOf(viewer)
    const read = await client.json('PUT', `/tickets/${cases[name].id}/read-state`, { messageId: cases[name].messageId })
    expect(read.status).toBe(visible.has(name) ? 204 : 404)
    if (visible.has(name) && viewer.isReadOnly && !viewer.mine.includes(name)) {
      expect((await client.post(`/tickets/${cases[name].id}/messages`, { text: 'read only' })).status).toBe(
        name === 'annaClosed' ? 409 : 403,
      )
    }
    if (visible.has(name)) return
    const path = `/tickets/${cases[name].id}`
    for (const answer of [
      await client.post(`${path}/messages`, { text: 'let me in' }),
      await client.post(`${path}/closure`, {}),
      await client.json('DELETE', `${path}/closure`, {}),
      await client.post(`${path}/contacts`, { email: world.acme.email(viewer.who === 'boltAnna' ? 'anna' : viewer.who) }),
      await client.json('DELETE', `${path}/contacts/${world.acme.contacts.anna}`, undefined),
    ]) {
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'ticket_not_found' })
    }
  })

  test('the earlier thread of a ticket, only where the portal shows it and the ticket is visible', async () => {
    await setPortal(viewer)
    const threads = guarded(world.deps.db).selectFrom('thread').select('id').where('account_id', '=', world.acme.accountId)
    const { id } = await threads.where('subject', '=', 'Older thread').executeTakeFirstOrThrow()
    const response = await clientOf(viewer).get(`/tickets/${cases.annaTwoThreads.id}?thread=${id}`)
    const isShown = viewer.hasEarlierThreads === true && visible.has('annaTwoThreads')
    expect(response.status).toBe(isShown ? 200 : 404)
    expect((await response.text()).includes(olderThreadText)).toBe(isShown)
  })

  test.each((Object.keys(emptyCases()) as CaseName[]).filter((name) => name !== 'phone'))('files of %s', async (name) => {
    await setPortal(viewer)
    const client = clientOf(viewer)
    const attachmentId = cases[name].attachmentId ?? ''
    const content = await client.get(`/attachments/${attachmentId}/content`)
    expect(content.status).toBe(visible.has(name) ? 200 : 404)
    expect(await content.text()).toEqual(visible.has(name) ? `bytes of ${name}` : expect.not.stringContaining('bytes of'))
    const link = await client.post(`/attachments/${attachmentId}/download-links`, {})
    expect(link.status).toBe(visible.has(name) ? 201 : 404)
  })
})

describe('staff', () => {
  const ofAcme = (Object.keys(emptyCases()) as CaseName[]).filter((name) => name !== 'boltAnna')

  async function look(staff: StaffClient, name: CaseName): Promise<number> {
    return (await staff.get(`/tickets/${cases[name].id}`)).status
  }

  test('an agent sees every ticket of the account, notes too, and none of another', async () => {
    const agent = await world.staff('agent')
    const page = (await (await agent.get('/tickets?limit=100')).json()) as { tickets: { subject: string }[] }
    expect(page.tickets.map((ticket) => ticket.subject).sort()).toEqual(ofAcme.map((name) => cases[name].subject).sort())
    for (const name of ofAcme) expect(await look(agent, name), name).toBe(200)
    expect(await look(agent, 'boltAnna')).toBe(404)
    expect(await (await agent.get(`/tickets/${cases.anna.id}`)).text()).toContain(noteText)
  })

  test('staff who may only configure see no ticket, thread or file', async () => {
    const settings = await world.staff('settings')
    expect(await (await settings.get('/tickets')).json()).toEqual({ tickets: [], next: null })
    expect(await (await settings.get('/threads?state=all')).json()).toEqual({ threads: [], next: null })
    expect((await settings.get('/contacts?q=anna')).status).toBe(403)
    for (const name of ofAcme) {
      expect(await look(settings, name), name).toBe(404)
      expect((await settings.post(`/tickets/${cases[name].id}/closure`)).status, name).toBe(404)
      expect((await settings.post(`/tickets/${cases[name].id}/messages`, { text: 'x' })).status, name).toBe(404)
      expect((await settings.get(`/attachments/${cases.anna.attachmentId ?? ''}/content`)).status).toBe(404)
    }
  })

  test('threads of another account do not exist, for reading or writing', async () => {
    const theirs = await world.staff('agent', world.bolt)
    const { threads } = (await (await theirs.get('/threads?state=all')).json()) as { threads: { id: string }[] }
    const agent = await world.staff('agent')
    expect(threads.length).toBeGreaterThan(0)
    for (const thread of threads) {
      expect((await agent.get(`/threads/${thread.id}`)).status).toBe(404)
      expect((await agent.post(`/threads/${thread.id}/messages`, { text: 'x' })).status).toBe(404)
      expect((await agent.json('PUT', `/threads/${thread.id}/read-state`, {})).status).toBe(404)
    }
  })
})

test('nobody without a session gets anything', async () => {
  const stranger = world.stranger()
  for (const path of ['/tickets', `/tickets/${cases.anna.id}`, `/attachments/${cases.anna.attachmentId ?? ''}/content`, '/me', '/live']) {
    const response = await stranger.get(path)
    expect(response.status, path).toBe(401)
    expect(await response.text()).not.toContain('Case')
  }
})

/** The names alone, for tables that are made before the world is. */
function emptyCases(): Record<CaseName, true> {
  return {
    anna: true,
    annaClosed: true,
    annaHidden: true,
    annaSales: true,
    annaTwoThreads: true,
    ben: true,
    cleo: true,
    dan: true,
    phone: true,
    boltAnna: true,
  }
}
