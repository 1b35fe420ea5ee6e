import { expect } from '@open-wc/testing'
import type { Property, PropertyValues } from '../../../shared/properties.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('properties on the staff pages', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings')
    await page.signIn('admin')
    await page.find('#title')
  })

  afterEach(() => page.close())

  const choose = async (selector: string, value: string) => {
    const select = await page.find<HTMLSelectElement>(selector)
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }

  it('are made, said wrong at their fields, and deleted', async () => {
    await page.find('cp-staff-properties', 'None of your own yet')
    await page.click('button', 'Add a property')
    await choose('#type', 'choice')
    await page.click('cp-staff-properties form button[type=submit], form button.primary', 'Save')
    await page.find('.problem', 'cannot be empty')
    await page.type('#en', 'Support tier')
    ;(await page.find('#en')).dispatchEvent(new Event('change'))
    expect((await page.find<HTMLInputElement>('#key')).value).to.equal('support_tier')
    await page.type('textarea', 'gold, Gold, Gull\nsilver')
    await page.click('form button.primary', 'Save')
    await page.find('cp-staff-properties', 'ticket.custom.support_tier')
    const select = await page.find<HTMLSelectElement>('#shownProperties')
    await waitUntil(() => [...select.options].some(({ text }) => text === 'Support tier'), 'it can be shown')
    await page.click('[aria-label="Delete Support tier"]')
    await page.click('dialog[open] button', 'Delete it')
    await page.find('cp-staff-properties', 'None of your own yet')
  })

  it('get other labels and choices; what uses them is told before anything goes', async () => {
    const create = {
      object: 'ticket',
      key: 'tier',
      type: 'choice',
      labels: { en: 'Tier' },
      options: ['gold', 'tin'].map((value) => ({ value, labels: { en: value } })),
    }
    const made = (await (await page.ask('/properties', { method: 'POST', body: JSON.stringify(create) })).json()) as Property
    const opened = await page.ask('/tickets', {
      method: 'POST',
      body: JSON.stringify({ email: page.backend.emails['anna'], subject: 'By phone' }),
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    const { id } = (await opened.json()) as { id: string }
    await page.ask(`/tickets/${id}/properties`, { method: 'PUT', body: JSON.stringify({ values: { 'ticket.custom.tier': 'tin' } }) })
    const read = async () => {
      const { properties } = (await (await page.ask('/properties')).json()) as { properties: Property[] }
      return properties.find((one) => one.id === made.id)
    }
    page.reload()
    await page.click('[aria-label="Edit Tier"]')
    await page.find('.option', '1 has it')
    await page.type('#label-nb', 'Nivå')
    await page.click('[aria-label="Move tin up"]')
    await page.click('#add-option')
    await page.click('cp-staff-property form button.primary, form[aria-label] button.primary', 'Save')
    await page.find('.problem', 'cannot be empty')
    await page.type('#value-2', 'silver')
    await page.type('#option-en-2', 'Silver')
    await expect(page.app).to.be.accessible()
    await page.click('form[aria-label] button.primary', 'Save')
    await page.gone('cp-staff-property')
    const renamed = await read()
    expect(renamed?.labels).to.deep.equal({ en: 'Tier', nb: 'Nivå' })
    expect(renamed?.options?.map(({ value }) => value)).to.deep.equal(['tin', 'gold', 'silver'])
    await page.click('[aria-label="Edit Tier"]')
    await page.find('.option', '1 has it')
    await page.click('[aria-label="Remove tin"]')
    await page.find('dialog[open]', 'Now 1 has it. They keep it')
    await page.click('dialog[open] button', 'Remove it')
    // Somebody else is quicker.
    await page.ask(`/properties/${made.id}`, {
      method: 'PATCH',
      body: JSON.stringify({ version: renamed?.version, labels: { en: 'Level' } }),
    })
    await page.click('form[aria-label] button.primary', 'Save')
    await page.find('.problem', 'Somebody else changed this property')
    await page.click('form[aria-label] button.primary', 'Save')
    await page.gone('cp-staff-property')
    expect((await read())?.labels).to.deep.equal({ en: 'Level' })
    expect((await read())?.options?.map(({ value }) => value)).to.deep.equal(['gold', 'silver'])
    await page.click('[aria-label="Delete Level"]')
    await page.find('dialog[open]', 'In use: 1 record has a value.')
  })

  it('have values on the page of a ticket, saved when a field is left', async () => {
    const make = (body: unknown) => page.ask('/properties', { method: 'POST', body: JSON.stringify(body) })
    await make({
      object: 'ticket',
      key: 'tier',
      type: 'choice',
      labels: { en: 'Tier' },
      options: [{ value: 'gold', labels: { en: 'Gold' } }],
    })
    await make({ object: 'ticket', key: 'seats', type: 'number', labels: { en: 'Seats' } })
    const opened = await page.ask('/tickets', {
      method: 'POST',
      body: JSON.stringify({ email: page.backend.emails['anna'], subject: 'By phone' }),
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    const { id } = (await opened.json()) as { id: string }
    history.replaceState(null, '', `/staff/tickets/${id}`)
    page.reload()
    await choose('[data-name="ticket.custom.tier"]', 'gold')
    const seats = await page.find<HTMLInputElement>('[data-name="ticket.custom.seats"]')
    seats.value = '12'
    seats.dispatchEvent(new Event('change', { bubbles: true }))
    const read = async () => {
      const { properties } = (await (await page.ask(`/tickets/${id}/properties`)).json()) as PropertyValues
      return properties.map(({ value }) => value)
    }
    await waitUntil(async () => JSON.stringify(await read()) === '["gold",12]', 'both values are kept')
    seats.value = '1e20'
    seats.dispatchEvent(new Event('change', { bubbles: true }))
    await page.find('cp-staff-ticket-values', 'not valid')
  })

  it('say why somebody sees a ticket, clause by clause', async () => {
    const opened = await page.ask('/tickets', {
      method: 'POST',
      body: JSON.stringify({ email: page.backend.emails['anna'], subject: 'By phone' }),
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    const { id } = (await opened.json()) as { id: string }
    history.replaceState(null, '', `/staff/tickets/${id}`)
    page.reload()
    await page.click('summary', 'Why can somebody see this?')
    const pick = async (name: string) => {
      await page.type('#contact', name)
      await page.click('[role=option]', new RegExp(name, 'i'))
    }
    await pick('anna')
    await page.find('cp-staff-explain', /sees this ticket\..*It is the contact’s own ticket/)
    await page.click('.chosen button', 'Change')
    await pick('cleo')
    await page.find('cp-staff-explain', /does not see this ticket\..*No: It is the contact’s own ticket/)
  })

  it('and the time zone is the account’s', async () => {
    await choose('#timeZone', 'Europe/Oslo')
    await waitUntil(async () => {
      const { timeZone } = (await (await page.ask('/account')).json()) as { timeZone: string }
      return timeZone === 'Europe/Oslo'
    }, 'the zone is kept')
  })

  it('offer three ways to look at the portal, to agents’ rights', async () => {
    await page.click('summary', 'View customer portal')
    await page.find('.choices', /Preview with all tickets.*View as contact….*Open the portal/)
    await page.click('.choices button', 'View as contact…')
    await page.find('dialog[open]', 'View the portal as a contact')
    await page.click('dialog[open] button[type=submit]')
    await page.find('cp-staff-contact-field .problem, .problem', 'Choose a contact.')
  })
})
