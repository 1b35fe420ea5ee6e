import { expect } from '@open-wc/testing'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { Property } from '../../../shared/properties.ts'
import type { Pipeline } from '../../../shared/tickets.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('rules and choices on the settings page', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings')
    await page.signIn('admin')
    await page.find('#title')
  })

  afterEach(() => page.close())

  const read = async () => {
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    const [portal] = portals
    if (!portal) throw new Error('no portal')
    return portal
  }
  const save = async () => {
    await page.click('.save-bar button[type=submit]')
    await page.find('.save-bar', 'Saved')
  }
  const choose = async (selector: string, value: string) => {
    const select = await page.find<HTMLSelectElement>(selector)
    await waitUntil(() => [...select.options].some((option) => option.value === value), `${value} in ${selector}`)
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const create = (body: unknown) => page.ask('/properties', { method: 'POST', body: JSON.stringify(body) })

  it('filters tickets by a rule that it says as a sentence, with the number of matches', async () => {
    await page.click('.choice', 'Only tickets that match a rule')
    await page.find('.matches', 'not finished')
    await page.click('.save-bar button[type=submit]')
    await page.find('.condition .problem', 'cannot be empty')
    await choose('.property', 'ticket.subject')
    await choose('.operator', 'contains')
    await page.type('.value input', 'Till')
    await page.find('.sentence', /^In words: Subject contains “Till”\.$/)
    await page.find('.matches', /^0 tickets match now\.$/)
    await page.click('.add-group')
    await choose('#groups-1-conditions-0-property', 'ticket.status')
    await page.click('#groups-1-conditions-0-value label', 'Closed')
    await page.click('#add-1')
    await choose('#groups-1-conditions-1-property', 'ticket.created_at')
    await choose('#groups-1-conditions-1-operator', 'in_last_days')
    await page.find('.sentence', /Subject contains “Till”, or status is Closed and create date is in the last 30 days/i)
    await save()
    expect((await read()).ticketFilter).to.deep.equal({
      groups: [
        { conditions: [{ property: 'ticket.subject', operator: 'contains', value: 'Till' }] },
        {
          conditions: [
            { property: 'ticket.status', operator: 'any_of', value: ['closed'] },
            { property: 'ticket.created_at', operator: 'in_last_days', value: 30 },
          ],
        },
      ],
    })
    expect(page.all('.save-bar:not(.saved)')).to.have.length(0)
    for (let left = 3; left > 1; left--) {
      page.all('.condition .button').at(-1)?.click()
      await waitUntil(() => page.all('.condition').length === left - 1, 'one condition less')
    }
    expect(page.all('.property:focus')).to.have.length(1)
    await page.click('.choice', 'All tickets')
    await save()
    expect((await read()).ticketFilter).to.equal(null)
  })

  it('shows the company’s tickets by a rule about contacts and companies', async () => {
    await page.click('.choice', 'by a rule')
    const select = await page.find<HTMLSelectElement>('#companyRule .property, .property')
    await waitUntil(() => select.options.length > 1, 'the properties')
    expect([...select.querySelectorAll('optgroup')].map(({ label }) => label)).to.deep.equal(['Contact', 'Company'])
    await choose('.property', 'company.name')
    await choose('.operator', 'starts_with')
    await page.type('.value input', 'Nord')
    await page.click('#isCompanyReadOnly')
    await save()
    const saved = await read()
    expect(saved).to.include({ permissionMode: 'rule', isCompanyReadOnly: true })
    expect(saved.companyRule).to.deep.equal({
      groups: [{ conditions: [{ property: 'company.name', operator: 'starts_with', value: 'Nord' }] }],
    })
  })

  it('takes what the server found wrong to the place in the rule', async () => {
    expect((await create({ object: 'ticket', key: 'tier', type: 'text', labels: { en: 'Tier' } })).status).to.equal(201)
    page.reload()
    await page.click('.choice', 'Only tickets that match a rule')
    await choose('.property', 'ticket.custom.tier')
    await page.type('.value input', 'gold')
    const { properties } = (await (await page.ask('/properties')).json()) as { properties: Property[] }
    const tier = properties.find(({ name }) => name === 'ticket.custom.tier')
    await page.ask(`/properties/${tier?.id}`, { method: 'DELETE' })
    await page.click('.save-bar button[type=submit]')
    await page.find('#groups-0-conditions-0-property-problem', 'Choose one of the list')
    await waitUntil(() => page.all('.property:focus').length === 1, 'the cursor on the problem')
  })

  it('orders the properties that customers see', async () => {
    await create({ object: 'ticket', key: 'tier', type: 'text', labels: { en: 'Tier' } })
    await create({ object: 'contact', key: 'vip', type: 'yes_no', labels: { en: 'VIP' } })
    page.reload()
    await choose('#shownProperties', 'ticket.pipeline')
    await choose('#shownProperties', 'ticket.custom.tier')
    expect([...(await page.find<HTMLSelectElement>('#shownProperties')).options].map(({ text }) => text)).to.deep.equal([
      'Nothing left to add',
    ])
    await page.click('[aria-label="Move Tier up"]')
    await save()
    expect((await read()).shownProperties).to.deep.equal(['ticket.custom.tier', 'ticket.pipeline'])
    await page.click('[aria-label="Remove Pipeline"]')
    await save()
    expect((await read()).shownProperties).to.deep.equal(['ticket.custom.tier'])
  })

  it('keeps what customers read and may do', async () => {
    await page.click('.choice', 'Show custom stages in the customer portal')
    await page.click('.choice', 'Opens it again for a while')
    await page.type('#reopenDays', '0')
    await page.click('.save-bar button[type=submit]')
    await page.find('#reopenDays-problem', 'not valid')
    await page.type('#reopenDays', '30')
    for (const name of ['canContactsClose', 'canInvolveColleagues', 'hasEarlierThreads'] as const) await page.click(`#${name}`)
    const before = await read()
    await save()
    expect(await read()).to.include({
      statusDisplay: 'stages',
      closedPolicy: 'reopen_within',
      reopenDays: 30,
      canContactsClose: !before.canContactsClose,
      canInvolveColleagues: !before.canInvolveColleagues,
      hasEarlierThreads: !before.hasEarlierThreads,
    })
  })

  it('makes a pipeline confidential at once', async () => {
    await page.click('input[name=confidential]')
    const isConfidential = async () => {
      const { pipelines } = (await (await page.ask('/pipelines')).json()) as { pipelines: Pipeline[] }
      return pipelines[0]?.isConfidential
    }
    await waitUntil(isConfidential, 'confidential')
    expect(page.all('.save-bar')).to.have.length(0)
  })

  it('lays a rule that somebody else saved meanwhile beside this one, in words', async () => {
    await page.click('.choice', 'Only tickets that match a rule')
    await choose('.property', 'ticket.subject')
    await page.type('.value input', 'mine')
    const { id, version } = await read()
    const rule = { groups: [{ conditions: [{ property: 'ticket.number', operator: 'at_least', value: 1000 }] }] }
    await page.ask(`/portals/${id}`, { method: 'PATCH', body: JSON.stringify({ version, ticketFilter: rule }) })
    await page.click('.save-bar button[type=submit]')
    const conflict = await page.find('.conflicts', 'Subject is “mine”')
    expect(conflict.textContent).to.contain('Number is at least 1,000')
    await page.click('.conflicts button', 'Use theirs')
    await page.find('.sentence', 'Number is at least 1,000')
  })
})
