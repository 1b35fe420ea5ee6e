import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('the column of settings', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings')
    await page.signIn('admin')
    await page.find('#title')
  })

  afterEach(() => page.close())

  const search = async (words: string) => {
    const field = await page.find<HTMLInputElement>('#find')
    field.value = words
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    return field
  }
  const press = (field: HTMLElement, key: string) =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))

  it('has every page that there is, in groups, and says where one is', async () => {
    expect(page.all('.settings-nav h2').map((heading) => heading.textContent)).to.deep.equal(['Portal', 'Getting in', 'Account'])
    const links = page.all('.settings-nav a').map((link) => link.textContent.trim())
    expect(links).to.include.members([
      'Set-up',
      'General',
      'Domains',
      'Look',
      'Menu',
      'Forms',
      'Access',
      'Single sign-on',
      'Team',
      'History',
    ])
    await page.click('.settings-nav a', 'Access')
    await page.find('.settings-nav a[aria-current]', 'Access')
    expect(location.hash).to.equal('#access')
    await page.click('.settings-nav a', 'Domains')
    await page.find('.settings-nav a[aria-current=page]', 'Domains')
  })

  it('finds a control by its name or its explanation, and Enter puts the cursor there', async () => {
    await search('shortest password')
    await page.find('.found b', 'Shortest password')
    press(await search('shortest password'), 'Enter')
    await waitUntil(() => page.all('#passwordMinChars')[0]?.matches(':focus'), 'the field')
    await search('zzzz')
    await page.find('.count', 'No setting found')
    // By its explanation, on another page.
    press(await search('subdomain that nothing else uses'), 'Enter')
    await page.find('h1', 'Domains')
    await waitUntil(() => page.all('#connect-host')[0]?.matches(':focus'), 'the field of the other page')
  })

  it('leads through the checklist to what is missing', async () => {
    const summary = await page.find('.checklist summary')
    const details = summary.closest('details')
    if (!details?.open) summary.click()
    await page.find('#step-login.done')
    await page.click('#step-inbox button')
    await waitUntil(() => page.all('#defaultInboxId')[0]?.matches(':focus'), 'the inbox')
    for (const button of page.all('.origin button').reverse()) button.click()
    await page.click('#step-place button', 'Add a website')
    await waitUntil(() => page.all('#allowedOrigins-0')[0]?.matches(':focus'), 'a line to type into')
  })
})
