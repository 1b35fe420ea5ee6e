import { expect } from '@open-wc/testing'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { Property } from '../../../shared/properties.ts'
import type { Pipeline, StaffTicket } from '../../../shared/tickets.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('what stands beside a rule', () => {
  let page: StaffPage
  let portal: PortalSettings

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings')
    await page.signIn('admin')
    await page.find('#title')
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    if (!portals[0]) throw new Error('no portal')
    portal = portals[0]
  })
  afterEach(() => page.close())

  const choose = async (selector: string, value: string) => {
    const select = await page.find<HTMLSelectElement>(selector)
    await waitUntil(() => [...select.options].some((option) => option.value === value), `${value} in ${selector}`)
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const saveFilter = async (ticketFilter: unknown) => {
    const { version } = (await (await page.ask(`/portals/${portal.id}`)).json()) as PortalSettings
    const body = JSON.stringify({ version, ticketFilter })
    expect((await page.ask(`/portals/${portal.id}`, { method: 'PATCH', body })).status).to.equal(200)
  }
  const one = (property: string, operator: string, value: unknown) => ({ property, operator, value })
  const properties = () => page.all('.property').map((select) => (select as HTMLSelectElement).value)

  it('copies conditions and groups, and takes back what was removed', async () => {
    await page.click('.choice', 'Only tickets that match a rule')
    await choose('.property', 'ticket.subject')
    await page.type('.value input', 'till')
    await page.click('.clone')
    await waitUntil(() => page.all('.condition').length === 2, 'a second condition')
    expect(page.all('.property:focus').map(({ id }) => id)).to.deep.equal(['groups-0-conditions-1-property'])
    await choose('#groups-0-conditions-1-property', 'ticket.status')
    await page.click('.clone-group')
    await waitUntil(() => page.all('.group').length === 2, 'a second group')
    expect(properties()).to.deep.equal(['ticket.subject', 'ticket.status', 'ticket.subject', 'ticket.status'])
    // Copies are of their own.
    await choose('#groups-1-conditions-0-property', 'ticket.number')
    expect(properties()[0]).to.equal('ticket.subject')
    page.all('.remove-group')[0]?.click()
    await page.find('.removed', 'Group removed')
    expect(properties()).to.deep.equal(['ticket.number', 'ticket.status'])
    await page.click('#undo')
    await waitUntil(() => page.all('.group').length === 2, 'the group is back')
    page.all('.remove')[1]?.click()
    await page.find('.removed', 'Condition removed')
    await expect(page.app).to.be.accessible()
    await page.click('#undo')
    expect(properties()).to.deep.equal(['ticket.subject', 'ticket.status', 'ticket.number', 'ticket.status'])
    await page.gone('.removed')
    page.all('.remove')[0]?.click()
    await page.click('.save-bar .button', 'Discard')
    await page.gone('.removed')
  })

  it('says at its condition that a property, a choice or a stage is gone', async () => {
    const create = async (key: string) =>
      (await (
        await page.ask('/properties', {
          method: 'POST',
          body: JSON.stringify({ object: 'ticket', key, type: 'text', labels: { en: key } }),
        })
      ).json()) as Property
    const tier = await create('tier')
    const { pipelines } = (await (await page.ask('/pipelines')).json()) as { pipelines: Pipeline[] }
    const [support] = pipelines
    const waiting = support?.stages.find(({ labels }) => labels['en'] === 'Waiting')?.id
    await saveFilter({ groups: [{ conditions: [one('ticket.custom.tier', 'is', 'gold'), one('ticket.stage', 'none_of', [waiting])] }] })
    await page.ask(`/properties/${tier.id}`, { method: 'DELETE' })
    const stages = support?.stages.filter(({ id }) => id !== waiting).map(({ pipelineId: _pipeline, ...stage }) => stage)
    const body = JSON.stringify({ version: support?.version, name: support?.name, isConfidential: false, stages })
    expect((await page.ask(`/pipelines/${support?.id}`, { method: 'PUT', body })).status).to.equal(200)
    page.reload()
    await page.find('.condition .gone', 'This property was deleted')
    await page.find('.condition .gone', 'A choice of this condition was deleted')
    await page.find('.check', 'Waiting (deleted)')
    await expect(page.app).to.be.accessible()
  })

  it('B18: tries unsaved rules on a ticket and a contact, and names the condition that hides it', async () => {
    const opened = await page.ask('/tickets', {
      method: 'POST',
      body: JSON.stringify({ email: page.backend.emails['anna'], subject: 'A broken till' }),
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    })
    const { number } = (await opened.json()) as StaffTicket
    await page.click('.choice', 'Only tickets that match a rule')
    await choose('.property', 'ticket.subject')
    await choose('.operator', 'contains')
    await page.type('.value input', 'till')
    await page.click('summary', 'Try it out')
    await page.type('#words', String(number))
    await page.click('.found button', 'A broken till')
    await page.find('.verdict', 'The ticket is in the portal.')
    await page.click('#add-0')
    await choose('#groups-0-conditions-1-property', 'ticket.status')
    await page.find('.answer', 'A rule is not finished yet.')
    await page.click('#groups-0-conditions-1-value label', 'Closed')
    await page.find('.verdict', 'The ticket is not in the portal.')
    await page.find('.why', 'Hidden by condition 2: Status is Closed')
    await page.find('.matches', 'match now')
    await expect(page.app).to.be.accessible()
    const { ticketFilter } = (await (await page.ask(`/portals/${portal.id}`)).json()) as PortalSettings
    expect(ticketFilter).to.equal(null)
  })

  it('says whether a contact matches the rule for the company’s tickets', async () => {
    await page.click('.choice', 'by a rule')
    await choose('.property', 'contact.name')
    await choose('.operator', 'contains')
    await page.type('.value input', 'Nobody')
    await page.click('summary', 'Try it out')
    // The first one is that of the preview.
    const field = page.all('[role=combobox]').at(-1) as HTMLInputElement
    field.focus()
    field.value = 'ben'
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await page.click('[role=option]', /ben/i)
    await page.find('.verdict', 'does not match the rule')
    await page.find('.why', /Hidden by condition 1: Name contains “Nobody”/i)
    await page.type('.value input', 'b')
    await page.find('.verdict', 'matches the rule: sees')
  })
})
