import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FieldSettings, FormContent, StaffForm, SubmitFormResult, SupportForm } from '../../../shared/forms.ts'
import type { PropertyValues } from '../../../shared/properties.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let admin: StaffClient
let anna: ContactClient

const own = (key: string) => `ticket.custom.${key}`
const field = (name: string, type: FieldSettings['type'], more: Partial<FieldSettings> = {}): FieldSettings => ({
  name,
  type,
  labels: {},
  isRequired: false,
  ...more,
})
const subject = field('subject', 'text', { isRequired: true })

const option = (value: string) => ({ value, labels: { en: value.toUpperCase() } })
const properties = [
  { key: 'product', type: 'choice', options: [option('till'), option('boat')] },
  { key: 'parts', type: 'choices', options: [option('lid'), option('cable')] },
  { key: 'amount', type: 'number' },
  { key: 'bought', type: 'date' },
  { key: 'urgent', type: 'yes_no' },
  { key: 'shop', type: 'text' },
  { key: 'source', type: 'text' },
  { key: 'spare', type: 'text' },
]

beforeAll(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
  anna = await world.contact('anna')
  for (const one of properties) {
    const body = { object: 'ticket', labels: { en: `The ${one.key}`, nb: `Egen ${one.key}` }, ...one }
    await admin.post('/properties', body)
  }
})
afterAll(() => world.close())

const content = (name: string, fields: FieldSettings[], more: Partial<FormContent> = {}): FormContent => ({
  name,
  key: name.toLowerCase(),
  titles: {},
  inboxId: world.acme.inboxId,
  pipelineId: world.acme.supportPipelineId,
  stageId: world.acme.waitingStageId,
  fields,
  ...more,
})
const create = async (body: FormContent) => (await (await admin.post('/forms', body)).json()) as StaffForm
const connect = (formId: string, isDefault = false) => admin.json('PUT', `/portals/${world.acme.portalId}/forms/${formId}`, { isDefault })
const submit = (formId: string, values: object, more: object = {}) => anna.post('/tickets', { formId, values, ...more })
const valuesOf = async (ticketId: string) => {
  const { properties: held } = (await (await admin.get(`/tickets/${ticketId}/properties`)).json()) as PropertyValues
  return Object.fromEntries(
    held.filter(({ value }) => value !== null).map(({ name, value }) => [name.replace('ticket.custom.', ''), value]),
  )
}

const returnsFields = [
  subject,
  field('text', 'long_text'),
  field('intro', 'heading', { labels: { en: 'About the thing' }, help: { en: 'Look at the label.' } }),
  field(own('product'), 'choice', { isRequired: true }),
  field(own('parts'), 'choices', { when: { field: own('product'), is: ['till'] }, isRequired: true }),
  field(own('amount'), 'number', { labels: { en: 'How many?' } }),
  field(own('bought'), 'date'),
  field(own('urgent'), 'yes_no'),
  field(own('shop'), 'long_text', { when: { field: own('urgent'), is: ['yes'] } }),
  field(own('source'), 'text', { isHidden: true, default: 'portal' }),
  field('agreed', 'consent', { labels: { en: 'I agree that it is opened.', nb: 'Den kan åpnes.' } }),
]
const good = {
  subject: 'It broke',
  [own('product')]: 'till',
  [own('parts')]: ['lid'],
  [own('amount')]: 2.5,
  [own('bought')]: '2026-10-01',
  [own('urgent')]: true,
  [own('shop')]: ' Bergen \nsecond line',
  agreed: 'I agree that it is opened.',
}
let returns: StaffForm

test('a form is connected beside the default one; customers get it by its key, without what is hidden', async () => {
  returns = await create(content('Returns', returnsFields, { titles: { en: 'Send something back' } }))
  expect(returns).toMatchObject({ version: 1, isConnectable: true, problems: [], usedBy: [] })
  expect((await anna.get('/form?form=returns')).status).toBe(404)
  expect((await submit(returns.id, good)).status).toBe(404)
  const connected = (await (await connect(returns.id)).json()) as StaffForm
  expect(connected.usedBy).toEqual([{ portalId: world.acme.portalId, title: 'acme support', isDefault: false }])
  const byDefault = (await (await anna.get('/form')).json()) as SupportForm
  expect(byDefault.id).toBe(world.acme.formId)
  expect(byDefault.choices.map(({ key }) => key)).toEqual([world.acme.formId, 'returns'])
  const shown = (await (await anna.get('/form?form=returns')).json()) as SupportForm
  expect(shown.titles).toEqual({ en: 'Send something back' })
  expect(shown.fields.map(({ name }) => name)).not.toContain(own('source'))
  expect(JSON.stringify(shown)).not.toMatch(/isHidden|inboxId|position|version/)
  expect(shown.fields.find(({ name }) => name === own('product'))).toMatchObject({
    labels: { en: 'The product', nb: 'Egen product' },
    options: [option('till'), option('boat')],
  })
  expect(shown.fields.find(({ name }) => name === own('amount'))?.labels).toEqual({ en: 'How many?', nb: 'Egen amount' })
  expect(shown.fields[0]?.labels).toEqual({ en: 'Subject', nb: 'Emne' })
})

test('what is filled in becomes the typed values of one ticket; the consent stands in the message in its words', async () => {
  const response = await submit(returns.id, good)
  expect(response.status).toBe(201)
  const { ticket } = (await response.json()) as SubmitFormResult
  expect(await valuesOf(ticket.id)).toEqual({
    product: 'till',
    parts: ['lid'],
    amount: 2.5,
    bought: '2026-10-01',
    urgent: true,
    shop: 'Bergen \nsecond line',
    source: 'portal',
  })
  const detail = (await (await anna.get(`/tickets/${ticket.id}`)).json()) as { messages: { text: string }[] }
  expect(detail.messages.map(({ text }) => text)).toEqual(['It broke\n\n✓ I agree that it is opened.'])
  const { threads } = (await (await admin.get(`/threads?inboxId=${world.acme.inboxId}`)).json()) as { threads: { ticketId: string }[] }
  expect(threads.filter(({ ticketId }) => ticketId === ticket.id)).toHaveLength(1)
  const staffTicket = (await (await admin.get(`/tickets/${ticket.id}`)).json()) as { ticket: { stageId: string } }
  expect(JSON.stringify(staffTicket)).toContain(world.acme.waitingStageId)
})

test('what does not show is neither asked for nor kept, whatever was sent', async () => {
  const values = { ...good, [own('product')]: 'boat', [own('urgent')]: false }
  const { ticket } = (await (await submit(returns.id, values)).json()) as SubmitFormResult
  expect(await valuesOf(ticket.id)).toMatchObject({ product: 'boat', urgent: false })
  expect(Object.keys(await valuesOf(ticket.id))).not.toContain('parts')
  expect(Object.keys(await valuesOf(ticket.id))).not.toContain('shop')
})

test.each([
  ['a hidden field', { [own('source')]: 'phone' }, { [own('source')]: 'unknown_field' }],
  ['a property that is on no form', { [own('spare')]: 'x' }, { [own('spare')]: 'unknown_field' }],
  ['a property of nobody', { [own('nothing')]: 'x' }, { [own('nothing')]: 'unknown_field' }],
  ['a value for a heading', { intro: 'x' }, { intro: 'unknown_field' }],
  ['the question that others hang on left out', { [own('product')]: undefined }, { [own('product')]: 'required' }],
  ['a required one that its condition brings up', { [own('parts')]: [] }, { [own('parts')]: 'required' }],
  ['a choice of nobody', { [own('parts')]: ['lid', 'wheel'] }, { [own('parts')]: 'not_a_choice' }],
  ['an answer that would hide others but is none', { [own('product')]: 'plane' }, { [own('product')]: 'not_a_choice' }],
  ['a number as text', { [own('amount')]: '2' }, { [own('amount')]: 'invalid' }],
  ['a day that is none', { [own('bought')]: '2026-02-30' }, { [own('bought')]: 'invalid' }],
  ['yes as text', { [own('urgent')]: 'yes' }, { [own('urgent')]: 'invalid' }],
  ['a text that is too long', { [own('shop')]: 'x'.repeat(1001) }, { [own('shop')]: 'too_long' }],
  ['no consent', { agreed: undefined }, { agreed: 'required' }],
  ['a consent to other words', { agreed: 'true' }, { agreed: 'required' }],
])('%s is refused at its field', async (_, values, fields) => {
  const response = await submit(returns.id, { ...good, ...values })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', fields })
})

test('what hides a field may be hidden itself; a hidden subject is the same for every ticket', async () => {
  const fields = [
    { ...subject, isRequired: false, isHidden: true, default: 'A call, please' },
    field(own('product'), 'choice'),
    field(own('urgent'), 'yes_no', { when: { field: own('product'), is: ['till'] } }),
    field(own('shop'), 'text', { isRequired: true, when: { field: own('urgent'), is: ['yes'] } }),
    field(own('source'), 'text', { isHidden: true, default: 'till', when: { field: own('product'), is: [] } }),
  ]
  const form = await create(content('Calls', fields))
  expect((await connect(form.id)).status).toBe(200)
  // The shop hangs on an answer that does not show: nobody is asked for it.
  const values = { [own('product')]: 'boat', [own('urgent')]: true, [own('shop')]: 'Oslo' }
  const { ticket } = (await (await submit(form.id, values)).json()) as SubmitFormResult
  expect(ticket.subject).toBe('A call, please')
  expect(await valuesOf(ticket.id)).toEqual({ product: 'boat', source: 'till' })
  const bare = (await (await submit(form.id, {})).json()) as SubmitFormResult
  expect(await valuesOf(bare.ticket.id)).toEqual({})
  const forms = await Promise.all([connect(form.id, true), admin.json('DELETE', `/forms/${form.id}`, undefined)])
  expect(forms.map(({ status }) => status)).toEqual([200, 409])
  await admin.json('DELETE', `/portals/${world.acme.portalId}/forms/${form.id}`, undefined)
  const spare = await create(content('Spare', [subject]))
  const raced = await Promise.all([connect(spare.id), admin.json('DELETE', `/forms/${spare.id}`, undefined)])
  expect([['200', '409'].join(), ['404', '204'].join()]).toContain(raced.map(({ status }) => String(status)).join())
  await admin.json('DELETE', `/portals/${world.acme.portalId}/forms/${spare.id}`, undefined)
})

test('a form without a file field takes no files', async () => {
  const upload = await anna.fetch('/attachments?fileName=a.txt', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'a' })
  const { id } = (await upload.json()) as { id: string }
  const response = await submit(returns.id, good, { attachmentIds: [id] })
  expect(await response.json()).toMatchObject({ fields: { attachmentIds: 'unknown_field' } })
})

test.each<[string, FieldSettings[], object]>([
  ['a property of nobody', [subject, field(own('nothing'), 'text')], { 'fields.1.name': 'not_a_choice' }],
  ['a property of another type', [subject, field(own('amount'), 'text')], { 'fields.1.name': 'not_a_choice' }],
  ['a property of contacts', [subject, field('contact_email', 'number')], { 'fields.1.name': 'not_a_choice' }],
  ['a field twice', [subject, subject], { 'fields.1.name': 'not_a_choice' }],
  [
    'two file fields',
    [subject, field('a', 'file', { labels: { en: 'A' } }), field('b', 'file', { labels: { en: 'B' } })],
    { 'fields.2.name': 'not_a_choice' },
  ],
  ['a hidden field without a value', [subject, field(own('shop'), 'text', { isHidden: true })], { 'fields.1.default': 'required' }],
  ['a value that does not fit', [subject, field(own('product'), 'choice', { default: 'plane' })], { 'fields.1.default': 'not_a_choice' }],
  ['a hidden consent', [subject, field('c', 'consent', { labels: { en: 'C' }, isHidden: true })], { 'fields.1.default': 'unknown_field' }],
  ['a heading without words', [subject, field('h', 'heading')], { 'fields.1.labels': 'required' }],
  [
    'a condition about a field below',
    [subject, field(own('shop'), 'text', { when: { field: own('product'), is: [] } }), field(own('product'), 'choice')],
    { 'fields.1.when': 'not_a_choice' },
  ],
  [
    'a condition about itself',
    [subject, field(own('shop'), 'text', { when: { field: own('shop'), is: ['x'] } })],
    { 'fields.1.when': 'not_a_choice' },
  ],
  [
    'a condition about a hidden field',
    [
      subject,
      field(own('source'), 'text', { isHidden: true, default: 'x' }),
      field(own('shop'), 'text', { when: { field: own('source'), is: ['x'] } }),
    ],
    { 'fields.2.when': 'not_a_choice' },
  ],
  [
    'a condition about a choice of nobody',
    [subject, field(own('product'), 'choice'), field(own('shop'), 'text', { when: { field: own('product'), is: ['plane'] } })],
    { 'fields.2.when': 'not_a_choice' },
  ],
  [
    'a subject that shows at times',
    [field(own('product'), 'choice'), { ...subject, when: { field: own('product'), is: [] } }],
    { 'fields.1.when': 'unknown_field' },
  ],
])('%s cannot be saved', async (_, fields, problems) => {
  const response = await admin.post('/forms', content('Wrong', fields))
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: problems })
})

test('ids of another account, a closed stage, a taken key are refused at their fields', async () => {
  const { bolt, acme } = world
  const bad = { inboxId: bolt.inboxId, pipelineId: bolt.supportPipelineId, stageId: bolt.openStageId }
  expect(await (await admin.post('/forms', content('Wrong', [subject], bad))).json()).toMatchObject({
    fields: { inboxId: 'not_a_choice', pipelineId: 'not_a_choice' },
  })
  const closed = await admin.post('/forms', content('Wrong', [subject], { stageId: acme.closedStageId }))
  expect(await closed.json()).toMatchObject({ fields: { stageId: 'not_a_choice' } })
  expect(await (await admin.post('/forms', content('Returns', [subject]))).json()).toMatchObject({ fields: { key: 'not_a_choice' } })
})

test('D15: a form without ticket properties or without inbox says so and cannot be connected', async () => {
  const empty = await create(content('Empty', [], { inboxId: null }))
  expect(empty).toMatchObject({ isConnectable: false, problems: [{ code: 'subject_missing' }, { code: 'inbox_missing' }] })
  const refused = await connect(empty.id)
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'form_incomplete' })
  const save = await admin.json('PUT', `/forms/${returns.id}`, { ...content('Returns', [], { inboxId: null }), version: 1 })
  expect(await save.json()).toMatchObject({ code: 'invalid_request', fields: { fields: 'required', inboxId: 'required' } })
  expect((await admin.json('DELETE', `/forms/${empty.id}`, undefined)).status).toBe(204)
})

test('two who save at once: the second one hears of it; a form in use cannot be deleted; a copy has a key of its own', async () => {
  const body = { ...content('Returns', returnsFields), version: 1 }
  const saved = (await (await admin.json('PUT', `/forms/${returns.id}`, { ...body, titles: { en: 'Back it goes' } })).json()) as StaffForm
  expect(saved.version).toBe(2)
  expect(await (await admin.json('PUT', `/forms/${returns.id}`, body)).json()).toMatchObject({ code: 'changed_meanwhile' })
  expect(await (await admin.json('DELETE', `/forms/${returns.id}`, undefined)).json()).toMatchObject({ code: 'form_in_use' })
  const copy = (await (await admin.post(`/forms/${returns.id}/copies`, { name: 'Returns II' })).json()) as StaffForm
  expect(copy).toMatchObject({ name: 'Returns II', key: 'returns-2', fields: saved.fields, usedBy: [] })
  const { entries } = (await (await admin.get('/history?group=settings')).json()) as { entries: { kind: string; changes: object }[] }
  const change = entries.find(({ kind, changes }) => kind === 'form.changed' && Object.keys(changes).length === 1)
  expect(change?.changes).toEqual({
    titles: { before: '{"title (en)":"Send something back"}', after: '{"title (en)":"Back it goes"}' },
  })
})

test('the default form changes; taken away, the next one is; a portal without any has none', async () => {
  await connect(returns.id, true)
  expect(((await (await anna.get('/form')).json()) as SupportForm).key).toBe('returns')
  const path = `/portals/${world.acme.portalId}/forms`
  await admin.json('DELETE', `${path}/${returns.id}`, undefined)
  expect(((await (await anna.get('/form')).json()) as SupportForm).id).toBe(world.acme.formId)
  await admin.json('DELETE', `${path}/${world.acme.formId}`, undefined)
  expect((await anna.get('/form')).status).toBe(404)
  await connect(returns.id)
  expect(((await (await anna.get('/form')).json()) as SupportForm).key).toBe('returns')
})

test('a property that is deleted leaves the form; the rest goes on, and staff see what is amiss', async () => {
  const { properties: all } = (await (await admin.get('/properties')).json()) as { properties: { id: string; name: string }[] }
  const id = all.find(({ name }) => name === own('parts'))?.id
  expect((await admin.json('DELETE', `/properties/${id}`, undefined)).status).toBe(204)
  const form = (await (await admin.get(`/forms/${returns.id}`)).json()) as StaffForm
  expect(form).toMatchObject({ isConnectable: true, problems: [{ code: 'property_missing', field: own('parts') }] })
  const { [own('parts')]: _, ...rest } = good
  expect((await submit(returns.id, rest)).status).toBe(201)
  expect(await (await submit(returns.id, good)).json()).toMatchObject({ fields: { [own('parts')]: 'unknown_field' } })
})

test('inboxes are made and renamed; two have never one name', async () => {
  const made = await admin.post('/inboxes', { name: 'Returns' })
  expect(made.status).toBe(201)
  const { id } = (await made.json()) as { id: string }
  expect(await (await admin.post('/inboxes', { name: 'returns' })).json()).toMatchObject({ fields: { name: 'not_a_choice' } })
  expect(await (await admin.json('PATCH', `/inboxes/${id}`, { name: 'Support' })).json()).toMatchObject({
    fields: { name: 'not_a_choice' },
  })
  expect(await (await admin.json('PATCH', `/inboxes/${id}`, { name: 'Sent back' })).json()).toMatchObject({ name: 'Sent back' })
})

test('only who may change the portal’s settings sees and changes forms', async () => {
  const agent = await world.staff('agent')
  const settings = await world.staff('settings')
  const portalForm = `/portals/${world.acme.portalId}/forms/${returns.id}`
  const asked: [string, string, unknown?][] = [
    ['GET', '/forms'],
    ['POST', '/forms', content('Mine', [subject])],
    ['GET', `/forms/${returns.id}`],
    ['PUT', `/forms/${returns.id}`, { ...content('Mine', [subject]), version: 2 }],
    ['POST', `/forms/${returns.id}/copies`, { name: 'Mine' }],
    ['DELETE', `/forms/${returns.id}`],
    ['PUT', portalForm, { isDefault: true }],
    ['DELETE', portalForm],
    ['POST', '/inboxes', { name: 'Mine' }],
    ['PATCH', `/inboxes/${world.acme.inboxId}`, { name: 'Mine' }],
  ]
  for (const [method, path, body] of asked) expect((await agent.json(method, path, body)).status, `${method} ${path}`).toBe(403)
  expect((await settings.get('/forms')).status).toBe(200)
  expect((await settings.post('/inboxes', { name: 'By settings' })).status).toBe(201)
})
