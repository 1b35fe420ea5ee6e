import { expect } from '@open-wc/testing'
import type { FieldSettings, FormFieldType } from '../../shared/forms.ts'
import type { CreatePropertyBody, PropertyValues } from '../../shared/properties.ts'
import { all, button, expectAccessible, fill, found, one, said, usePortalPage, visibleText } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const own = (key: string) => `ticket.custom.${key}`
const field = (name: string, type: FormFieldType, more: Partial<FieldSettings> = {}): FieldSettings => ({
  name,
  type,
  labels: {},
  isRequired: false,
  ...more,
})
const option = (value: string) => ({ value, labels: { en: value } })
const consent = (words: string) => field('agreed', 'consent', { labels: { en: words } })
const fields = [
  field('subject', 'text'),
  field('intro', 'heading', { labels: { en: 'About the thing' }, help: { en: 'See https://kvist.example/labels.' } }),
  field(own('product'), 'choice', { isRequired: true }),
  field(own('parts'), 'choices', { isRequired: true, when: { field: own('product'), is: ['till'] } }),
  field(own('amount'), 'number', { default: 2 }),
  field(own('bought'), 'date'),
  field(own('urgent'), 'yes_no'),
  field(own('reason'), 'text', { isRequired: true, when: { field: own('urgent'), is: ['yes'] } }),
  field(own('asked'), 'yes_no', { isRequired: true }),
  field(own('source'), 'text', { isHidden: true, default: 'portal' }),
  field('files', 'file', { labels: { en: 'Files' }, when: { field: own('urgent'), is: ['yes'] } }),
  consent('You may open it.'),
]
const properties: Partial<CreatePropertyBody>[] = [
  { key: 'product', type: 'choice', options: [option('till'), option('boat')] },
  { key: 'parts', type: 'choices', options: [option('lid'), option('cable')] },
  { key: 'amount', type: 'number' },
  { key: 'bought', type: 'date' },
  { key: 'urgent', type: 'yes_no' },
  { key: 'reason', type: 'text' },
  { key: 'asked', type: 'yes_no' },
  { key: 'source', type: 'text' },
]

describe('the fields of a support form', () => {
  const page = usePortalPage()
  let isMade = false

  async function openForm(tag = '<cp-support-form form="returns" ticket-href="#t-{id}"></cp-support-form>') {
    if (!isMade) {
      await page.backend.act({ name: 'addForm', key: 'returns', title: 'Send something back', properties, fields })
      isMade = true
    }
    return page.mountAs<HTMLElement>('anna', tag)
  }
  const input = (name: string) => found<HTMLInputElement>(`[id="field-${own(name)}"]`)
  const choose = async (name: string, value: string) => {
    const select = await input(name)
    select.value = value
    select.dispatchEvent(new Event('change'))
  }
  const isShown = (name: string) => all(`[id="field-${own(name)}"]`).length > 0

  it('asks for every type of property, shows what a condition brings up, and gives the ticket typed values', async () => {
    const form = await openForm()
    await said('Send something back')
    expect(one<HTMLAnchorElement>('h3 + p a, p a').href).to.equal('https://kvist.example/labels')
    expect(visibleText()).not.to.include('What is it about?')
    expect((await input('amount')).value).to.equal('2')
    expect((await input('bought')).type).to.equal('date')
    expect(isShown('parts') || isShown('reason') || isShown('source')).to.equal(false)
    await expectAccessible(form)
    button('Submit').click()
    await said('4 things need your attention')
    await expectAccessible(form)

    fill(one('#field-subject'), 'It broke')
    await choose('product', 'till')
    const [lid, cable] = [await input('parts'), await found<HTMLInputElement>(`[id="field-${own('parts')}1"]`)]
    lid.click()
    cable.click()
    lid.click()
    ;(await input('urgent')).click()
    fill(await input('reason'), 'Christmas')
    await choose('asked', 'no')
    fill(await input('amount'), 'two')
    ;(await found<HTMLInputElement>('#field-agreed')).click()
    await expectAccessible(form)
    button('Submit').click()
    await said('This is no number.')
    fill(await input('amount'), '2,5')
    button('Submit').click()
    await said('Thank you.')
    const id = one<HTMLAnchorElement>('.thanks a').href.split('#t-')[1] ?? ''
    const held = await page.backend.act<PropertyValues>({ name: 'readValues', ticketId: id })
    expect(Object.fromEntries(held.properties.map(({ name, value }) => [name.replace('ticket.custom.', ''), value]))).to.deep.equal({
      product: 'till',
      parts: ['cable'],
      amount: 2.5,
      bought: null,
      urgent: true,
      reason: 'Christmas',
      asked: false,
      source: 'portal',
    })
  })

  it('keeps a draft of every type, and what is hidden again is not asked for', async () => {
    await openForm()
    await choose('product', 'till')
    ;(await input('parts')).click()
    ;(await input('urgent')).click()
    await input('reason')
    page.mount('<cp-support-form form="returns"></cp-support-form>')
    expect((await input('parts')).checked).to.equal(true)
    expect((await input('urgent')).checked).to.equal(true)
    ;(await input('urgent')).click()
    await waitUntil(() => !isShown('reason'), 'the reason goes with what it depends on')
  })

  it('offers the forms of the portal where the page does not say which, and keeps what both ask for', async () => {
    await openForm('<cp-support-form></cp-support-form>')
    await said('What is it about?')
    fill(await found('#field-subject'), 'Kept')
    const choice = one<HTMLSelectElement>('#form-choice')
    choice.value = 'returns'
    choice.dispatchEvent(new Event('change'))
    await said('About the thing')
    expect(one<HTMLInputElement>('#field-subject').value).to.equal('Kept')
    page.mount('<cp-support-form></cp-support-form>')
    await said('About the thing')
  })

  it('asks again for a consent whose words changed while the form was filled in', async () => {
    await openForm()
    fill(await found('#field-subject'), 'Changing')
    await choose('product', 'boat')
    await choose('asked', 'yes')
    one<HTMLInputElement>('#field-agreed').click()
    await page.backend.act({ name: 'changeForm', key: 'returns', fields: [...fields.slice(0, -1), consent('You may keep it.')] })
    button('Submit').click()
    await said('You may keep it.')
    await said('Please tick this box.')
    expect(one<HTMLInputElement>('#field-agreed').checked).to.equal(false)
    one<HTMLInputElement>('#field-agreed').click()
    button('Submit').click()
    await said('Thank you.')
  })
})
