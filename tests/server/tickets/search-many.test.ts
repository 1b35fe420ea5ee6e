import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { StaffTicketPage, TicketPage } from '../../../shared/tickets.ts'
import { guarded } from '../../../server/db/index.ts'
import { fillSearch } from '../../../server/db/migrations/0004-search.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

/** More than a search looks up one by one, so that lists are walked; `rare` is in fewer. */
const count = 2600
const perPage = 100

// Some hundred requests each.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

interface Made {
  number: number
  words: string[]
  isAnnas: boolean
  isClosed: boolean
  isHidden: boolean
  created_at: string
  last_activity_at: string
}

let world: World
let anna: ContactClient
let made: Made[]

const time = (minute: number) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
  made = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    words: ['common', index % 2 === 0 ? 'even' : 'odd', ...(index % 7 === 0 ? ['rare'] : []), `n${index}`],
    isAnnas: index % 5 !== 0,
    isClosed: index % 3 === 0,
    isHidden: index % 11 === 0,
    created_at: time((index * 7919) % count),
    // Many at the same time, so that the id decides.
    last_activity_at: time(((index * 104_729) % count) >> 3),
  }))
  await insert()
})
afterAll(() => world.close())

async function insert(): Promise<void> {
  const { accountId, supportPipelineId, openStageId, closedStageId, nordvikId, contacts } = world.acme
  const tables = guarded(world.deps.db)
  for (const ticket of made) {
    const id = world.deps.newId()
    const copies = {
      account_id: accountId,
      number: ticket.number,
      pipeline_id: supportPipelineId,
      stage_id: ticket.isClosed ? closedStageId : openStageId,
      is_closed: ticket.isClosed ? 1 : 0,
      is_hidden: ticket.isHidden ? 1 : 0,
      created_at: ticket.created_at,
      last_activity_at: ticket.last_activity_at,
    } as const
    const subject = ticket.words.join(' ')
    await tables
      .insertInto('ticket')
      .values({ ...copies, id, subject, subject_folded: subject })
      .execute()
    const contact_id = ticket.isAnnas ? contacts.anna : contacts.ben
    await tables
      .insertInto('ticket_contact')
      .values({ ...copies, ticket_id: id, contact_id, role: 'requester' })
      .execute()
    await tables
      .insertInto('ticket_company')
      .values({ ...copies, ticket_id: id, company_id: nordvikId })
      .execute()
  }
  await world.deps.db
    .transaction()
    .execute((tx) => fillSearch(tx as unknown as Kysely<unknown>, process.env.TEST_DATABASE === 'postgres' ? 'postgres' : 'sqlite'))
}

async function readAll(query: string): Promise<number[]> {
  const numbers: number[] = []
  let after: string | null = ''
  while (after !== null) {
    const response: Response = await anna.get(`/tickets?limit=${perPage}&${query}${after && `&after=${after}`}`)
    const page = (await response.json()) as TicketPage
    numbers.push(...page.tickets.map(({ number }) => number))
    after = page.next
  }
  return numbers
}

const has = (word: string) => (ticket: Made) => ticket.words.some((one) => one.startsWith(word))
const visible = (view: 'mine' | 'company') => made.filter((ticket) => !ticket.isHidden && (view === 'company' || ticket.isAnnas))

test.each([
  ['mine', 'common', [has('common')]],
  ['company', 'common', [has('common')]],
  ['company', 'comm', [has('comm')]],
  ['company', 'even common', [has('even'), has('common')]],
  ['company', 'rare common', [has('rare'), has('common')]],
  ['mine', 'odd n1', [has('odd'), has('n1')]],
  ['company', 'common missing', [() => false]],
] as const)(
  'of the list %s, a search for "%s" gives exactly the tickets that have the words, page by page, in every order',
  async (view, q, tests) => {
    const expected = visible(view).filter((ticket) => tests.every((holds) => holds(ticket)))
    for (const sort of ['activity', 'created', 'number'] as const) {
      for (const order of ['desc', 'asc'] as const) {
        const found = await readAll(`view=${view}&q=${encodeURIComponent(q)}&sort=${sort}&order=${order}`)
        expect(found.toSorted((a, b) => a - b)).toEqual(expected.map(({ number }) => number))
        const keys = found.map((number) => {
          const ticket = made[number - 1]
          return sort === 'number' ? String(number).padStart(9, '0') : sort === 'created' ? ticket?.created_at : ticket?.last_activity_at
        })
        const sorted = keys.toSorted()
        expect(keys).toEqual(order === 'asc' ? sorted : sorted.toReversed())
      }
    }
  },
)

test('status and words hold together, also in counts', async () => {
  const closed = visible('company').filter((ticket) => ticket.isClosed && has('common')(ticket))
  expect((await readAll('view=company&q=common&status=closed')).length).toBe(closed.length)
  const rare = (view: 'mine' | 'company') =>
    visible(view).filter((ticket) => ticket.isClosed && has('rare')(ticket) && has('n1')(ticket)).length
  const counts = await (await anna.get('/tickets/counts?q=rare%20n1&status=closed')).json()
  expect(counts).toEqual({ mine: rare('mine'), company: rare('company') })
  expect(await (await anna.get('/tickets/counts?q=common')).json()).toEqual({ mine: 100, company: 100 })
})

test('staff find the same in all tickets of the account', async () => {
  const agent = await world.staff('agent')
  const first = (await (await agent.get('/tickets?q=common%20even&limit=100')).json()) as StaffTicketPage
  const newest = made.filter(has('even')).toSorted((a, b) => (a.last_activity_at < b.last_activity_at ? 1 : -1))
  expect(first.tickets.map(({ lastActivityAt }) => lastActivityAt)).toEqual(newest.slice(0, 100).map((ticket) => ticket.last_activity_at))
})
