import { expect } from '@open-wc/testing'
import type { Domain } from '../../../shared/domains.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('the page of domains', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/domains')
    await page.signIn('admin')
    await page.find('h1', 'Domains')
  })

  afterEach(() => page.close())

  const list = async () => ((await (await page.ask('/domains')).json()) as { domains: Domain[] }).domains
  const connect = async (host: string) => {
    await page.type('#connect-host', host)
    await page.click('.connect button', 'Connect domain')
  }

  it('connects a domain, gives its records, finds what is there, and disconnects when asked twice', async () => {
    await page.find('.empty', 'No domain yet')
    await connect('https://Help.Example.com/')
    await page.find('h2', 'help.example.com')
    const [domain] = await list()
    expect(domain?.state).to.equal('waiting')
    await page.find('.pill', 'Waiting for the record')
    await page.find('.record code', '_customer-portal.help.example.com')
    await page.find('.record code', domain?.txt.value ?? '')
    await page.find('.record code', domain?.cname.value ?? '')
    await page.click('.head button', 'Disconnect')
    await page.click('dialog[open] button', 'Keep it')
    expect(await list()).to.have.length(1)
    await page.click('.head button', 'Disconnect')
    await page.click('dialog[open] .primary, dialog[open] .danger', 'Disconnect')
    await page.find('.empty', 'No domain yet')
    expect(await list()).to.have.length(0)
  })

  it('says at the field what is wrong', async () => {
    await page.click('.connect button', 'Connect domain')
    await page.find('#host-problem', 'This cannot be empty.')
    await connect('localhost')
    await page.find('#host-problem', 'This is not a domain, such as support.example.com.')
    expect(page.all('#connect-host')[0]?.getAttribute('aria-invalid')).to.equal('true')
    await connect('one.example')
    await page.find('h2', 'one.example')
    await connect('one.example')
    await page.find('#host-problem', 'This is in the list already.')
    await waitUntil(() => page.all('#connect-host')[0]?.matches(':focus'), 'the field')
  })

  it('shows what was connected before', async () => {
    await page.ask('/domains', { method: 'POST', body: JSON.stringify({ host: 'two.example' }) })
    page.reload()
    await page.find('h2', 'two.example')
    await page.find('summary', 'Not looked for yet.')
  })
})
