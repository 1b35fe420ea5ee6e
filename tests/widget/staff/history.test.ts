import { expect } from '@open-wc/testing'
import type { PortalSettings } from '../../../shared/portal.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'

describe('the history', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/history')
    await page.signIn('admin')
  })

  afterEach(() => page.close())

  const save = async (changes: object) => {
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    const [portal] = portals
    if (!portal) throw new Error('no portal')
    const body = JSON.stringify({ version: portal.version, ...changes })
    expect((await page.ask(`/portals/${portal.id}`, { method: 'PATCH', body })).status).to.equal(200)
    page.reload()
    return portal
  }

  it('says who changed what, and from what to what', async () => {
    const before = await save({ title: 'Help desk', theme: { accent: '#a03030', logoUrl: null, faviconUrl: null } })
    const entry = await page.find('.entry', /changed the portal ?: Title, /)
    await page.click('summary', 'Show 2 changes')
    expect(wordsOf(entry)).to.contain(`Title Before ${before.title} After Help desk`)
    expect(wordsOf(entry)).to.contain('After #a03030')
  })

  it('shows one kind alone', async () => {
    await save({ title: 'Help desk' })
    await page.find('.entry', 'signed in to the team')
    const groups = await page.find<HTMLSelectElement>('.groups select')
    groups.value = 'settings'
    groups.dispatchEvent(new Event('change'))
    await page.gone('.entry', 'signed in to the team')
    await page.find('.entry', 'changed the portal')
  })

  it('tells what somebody of the team may do, in words', async () => {
    const { members } = (await (await page.ask('/account/staff')).json()) as { members: { id: string; name: string; version: number }[] }
    const agent = members.find(({ name }) => name === 'agent of acme')
    const body = JSON.stringify({ version: agent?.version, permissions: ['inbox.answer'] })
    expect((await page.ask(`/account/staff/${agent?.id}`, { method: 'PATCH', body })).status).to.equal(200)
    page.reload()
    const entry = await page.find('.entry', /changed a member of the team ?: agent of acme ?: May do/)
    await page.click('summary', 'Show the change')
    expect(wordsOf(entry)).to.contain('Before Answer customers, Manage contacts After Answer customers')
  })

  it('goes on at the end', async () => {
    for (let times = 0; times < 26; times++) await save({ title: `Help desk ${times}` })
    await page.find('.entry', 'changed the portal')
    const shown = () => page.all('.entry').length
    expect(shown()).to.equal(25)
    await page.click('.more')
    await page.gone('.more')
    expect(shown()).to.be.greaterThan(26)
  })

  it('is not for staff who may not see it, and says so', async () => {
    await page.ask('/session', { method: 'DELETE' })
    page.reload()
    await page.signIn('agent')
    await page.find('.state', 'Your role does not include this page')
  })
})
