import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactViewer } from '../../../server/portal/contact-viewer.ts'
import { findPortal } from '../../../server/portal/portal.repo.ts'
import { csvCell } from '../../../server/tickets/csv.ts'
import { exportTickets } from '../../../server/tickets/export-tickets.ts'
import { plainFrame } from '../../../server/tickets/list-frame.ts'
import { setPropertyValue } from '../../../server/tickets/property.repo.ts'
import type { TicketSummary } from '../../../shared/tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let anna: ContactClient

beforeAll(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
})
afterAll(() => world.close())

async function file(subject: string): Promise<TicketSummary> {
  const response = await anna.post('/tickets', { formId: world.acme.formId, values: { subject, text: 'text' } })
  return ((await response.json()) as { ticket: TicketSummary }).ticket
}

async function lines(query: string): Promise<string[]> {
  const response = await anna.get(`/tickets/export?${query}`)
  expect(response.status).toBe(200)
  // text() would drop the mark.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  return text.slice(1, -2).split('\r\n')
}

test.each([
  ['plain', 'plain'],
  ['=1+1', "'=1+1"],
  ['+47 22 33', "'+47 22 33"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `"'\t'=1"`],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠A1', "'＠A1"],
  ['a=b', 'a=b'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['a;=cmd()', `"a;'=cmd()"`],
  ['a; "=cmd()', `"a; ""'=cmd()"`],
  ['a;b', '"a;b"'],
  [' space ', '" space "'],
  ['', ''],
  [-2, '-2'],
  [12.5, '12.5'],
])('%j is written as %j', (value, expected) => {
  expect(csvCell(value)).toBe(expected)
})

test('has the columns of the list, the chosen ones in the language of the contact', async () => {
  const { accountId, contacts } = world.acme
  const hostile = await file('=HYPERLINK("https://evil.example","a")')
  await file('Second, with a comma')
  const [head, first, second] = await lines('sort=number&order=asc')
  expect(head).toBe('ID,Subject,Created,Last activity,Status')
  expect(first).toMatch(
    new RegExp(`^${hostile.number},"'=HYPERLINK\\(""https://evil.example"",""a""\\)",\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d,.*,Open$`),
  )
  expect(second).toContain('"Second, with a comma"')
  expect((await lines('view=company'))[0]).toBe('ID,Subject,Opened by,Created,Last activity,Status')
  expect(await lines('status=closed')).toEqual([head])

  const admin = await world.staff('admin')
  const options = [{ value: 'gold', labels: { en: 'Gold', nb: 'Gull' } }]
  const answer = await admin.post('/properties', {
    object: 'ticket',
    key: 'tier',
    type: 'choice',
    labels: { en: 'Tier', nb: 'Nivå' },
    options,
  })
  const { id } = (await answer.json()) as { id: string }
  await world.deps.db.transaction().execute((tx) => setPropertyValue(tx, { account_id: accountId, id, type: 'choice' }, hostile.id, 'gold'))
  await world.deps.db
    .updateTable('portal')
    .set({ shown_properties: '["ticket.custom.tier"]', status_display: 'stages' })
    .where('account_id', '=', accountId)
    .execute()
  await world.deps.db
    .updateTable('contact')
    .set({ language: 'nb' })
    .where('account_id', '=', accountId)
    .where('id', '=', contacts.anna)
    .execute()
  await anna.json('PATCH', '/me', { columns: ['ticket.custom.tier', 'ticket.custom.hidden', 'status', 'number'] })
  const [chosen, row] = await lines(`where=${encodeURIComponent('custom.tier:any_of:gold')}`)
  expect(chosen).toBe('ID,Emne,Nivå,Status')
  expect(row).toMatch(new RegExp(`^${hostile.number},.*,Gull,`))

  const response = await anna.get('/tickets/export')
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; filename="saker-\d{4}-\d\d-\d\d\.csv"$/)
  expect((await anna.get('/tickets/export?where=custom.missing:is:x')).status).toBe(400)
})

test('ends with a line that says that there is more', async () => {
  const { accountId, portalId, contacts } = world.acme
  const portal = await findPortal(world.deps.db, accountId, portalId)
  if (!portal) throw new Error('no portal')
  const viewer = contactViewer(portal, { id: contacts.anna, name: '', company_id: null }, '', world.deps.now())
  const query = { view: 'mine', status: 'all', sort: 'number', order: 'asc' } as const
  const cut = (await exportTickets(world.deps, viewer, portal, query, plainFrame, 1)).text.split('\r\n')
  expect(cut).toHaveLength(4)
  expect(cut[2]).toMatch(/1\.$/)
  const whole = (await exportTickets(world.deps, viewer, portal, query, plainFrame, 2)).text.split('\r\n')
  expect(whole).toHaveLength(4)
})
