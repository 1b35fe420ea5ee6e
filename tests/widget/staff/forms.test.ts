import { expect } from '@open-wc/testing'
import type { StaffForm } from '../../../shared/forms.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('support forms', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/forms')
    await page.signIn('admin')
  })
  afterEach(() => page.close())

  const formsNow = async () => ((await (await page.ask('/forms')).json()) as { forms: StaffForm[] }).forms
  const save = async () => {
    await page.click('#save')
    await page.find('.save-bar', 'Saved')
  }
  const field = (name: string) => page.find(`.item[data-name="${name}"]`)
  const order = () => page.all('.item').map(({ dataset }) => dataset['name'])
  const announced = (text: string) => page.find('[aria-live=polite]', text)

  it('says where each form is used, and makes a new one of the support template', async () => {
    await page.find('.row-words', /Support.*Default/)
    await page.find('.row-words', 'Used by acme support')
    await page.click('#add')
    await page.find('#editor-title', 'New form')
    expect(order()).to.deep.equal(['subject', 'text', 'files'])
    await expect(page.app).to.be.accessible()
    expect((await formsNow()).map(({ name, inboxId }) => [name, inboxId === null])).to.deep.include(['New form', true])
    await page.click('#back')
    await page.find('.lacks', /Cannot be connected: no inbox is chosen/)
  })

  it('moves fields by keyboard and by buttons, tells it, and keeps the focus on what was moved', async () => {
    await page.click('[id^=edit-all-]')
    const choose = (await field('text')).querySelector<HTMLElement>('.choose')
    choose?.focus()
    choose?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true, composed: true, cancelable: true }))
    await announced('What happened? is number 1 of 4.')
    expect(order()).to.deep.equal(['text', 'subject', 'product', 'files'])
    ;(await field('text')).querySelector<HTMLElement>('[data-way=down]')?.click()
    await announced('What happened? is number 2 of 4.')
    expect(order()).to.deep.equal(['subject', 'text', 'product', 'files'])
    await page.gone('.save-bar', 'Not saved yet')
  })

  it('sets a field up in two languages, and shows it as customers will see it', async () => {
    await page.click('[id^=edit-all-]')
    await page.click('.item[data-name=subject] .choose')
    await page.type('#label', 'In short')
    await page.find('label[for=field-subject]', 'In short')
    await page.click('.editor-head button', 'Norsk bokmål')
    await page.type('#label', 'Kort sagt')
    await page.type('#help', 'Én linje holder.')
    await page.find('label[for=field-subject]', 'Kort sagt')
    await page.find('#field-subject-help', 'Én linje holder.')
    await page.find('.save-bar', 'Not saved yet')
    await save()
    const [form] = await formsNow()
    expect(form?.fields[0]).to.deep.include({ labels: { en: 'In short', nb: 'Kort sagt' } })
    await expect(page.app).to.be.accessible()
  })

  it('shows what the server refuses at its field', async () => {
    await page.click('[id^=edit-all-]')
    await page.click('#add-heading')
    await page.type('#label', '')
    await page.type('#key', 'Not a key')
    await page.click('#save')
    await page.find('#key-problem', 'This is not valid.')
    await page.type('#key', 'support')
    await page.click('#save')
    await page.find('.item.wrong .problem', 'This cannot be empty.')
    await page.find('#label-problem', 'This cannot be empty.')
    await page.click('#take-off')
    await page.click('input[data-name=subject]')
    await page.click('#save')
    await page.find('.part .problem', 'it needs the subject')
  })

  it('S102: connects a form to the portal after asking for the inbox, and makes an inbox', async () => {
    await page.click('#add')
    await page.find('#editor-title')
    const select = await page.find<HTMLSelectElement>('#inboxId')
    select.value = 'new'
    select.dispatchEvent(new Event('change'))
    await page.type('#inbox-name', 'Support')
    await page.click('.dialog-actions .primary', 'Create')
    await page.find('#problem', 'Another inbox has this name.')
    await page.type('#inbox-name', 'Returns')
    await page.click('.dialog-actions .primary', 'Create')
    await waitUntil(() => select.selectedOptions[0]?.text === 'Returns', 'the new inbox is chosen')
    await page.click('.save-bar button', 'Discard')
    await page.click('#back')
    await page.click('#connect')
    await expect(page.app).to.be.accessible()
    await page.click('.dialog-actions .primary', 'Connect')
    await page.find('#inbox-problem')
    const inbox = await page.find<HTMLSelectElement>('#inbox')
    inbox.value = [...inbox.options].find(({ text }) => text === 'Returns')?.value ?? ''
    inbox.dispatchEvent(new Event('change'))
    await page.click('.dialog-actions .primary', 'Connect')
    await page.find('.row-words', /New form.*to Returns/)
    expect((await formsNow()).find(({ name }) => name === 'New form')?.usedBy).to.have.length(1)
  })

  it('says what the other one changed when two save at once; nothing is lost', async () => {
    await page.click('[id^=edit-all-]')
    await page.type('#title-text', 'Mine')
    const [form] = await formsNow()
    if (!form) throw new Error('no form')
    const { key, titles, inboxId, pipelineId, stageId, fields, version } = form
    const theirs = { name: 'Theirs', key, titles, inboxId, pipelineId, stageId, fields: fields.slice(0, 3), version }
    expect((await page.ask(`/forms/${form.id}`, { method: 'PUT', body: JSON.stringify(theirs) })).status).to.equal(200)
    await page.click('#save')
    await page.find('.conflict', /They changed: Name, Files/)
    expect((await page.find<HTMLInputElement>('#title-text')).value).to.equal('Mine')
    await page.click('#use-theirs')
    expect((await page.find<HTMLInputElement>('#name')).value).to.equal('Theirs')
    expect(order()).to.have.length(3)
  })

  it('a property that was deleted is marked on the form, and goes with one click', async () => {
    const property = { object: 'ticket', key: 'tier', type: 'text', labels: { en: 'Tier' }, options: [] }
    const { id } = (await (await page.ask('/properties', { method: 'POST', body: JSON.stringify(property) })).json()) as { id: string }
    page.reload()
    await page.click('[id^=edit-all-]')
    await page.click('input[data-name="ticket.custom.tier"]')
    await save()
    await page.ask(`/properties/${id}`, { method: 'DELETE' })
    page.reload()
    await page.find('.lacks', 'a property that it asks for was deleted')
    await page.click('[id^=edit-all-]')
    await page.find('.item[data-name="ticket.custom.tier"]', 'Deleted property')
    await page.click('.item[data-name="ticket.custom.tier"] .choose')
    await page.click('#take-off')
    await save()
  })
})
