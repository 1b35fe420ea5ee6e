import { expect } from '@open-wc/testing'
import type { PortalMail, PortalPage } from '../../../shared/pages.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

const noTexts = { en: null, nb: null }

describe('pages and e-mails of a portal', () => {
  let page: StaffPage
  let portalId = ''

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/pages')
    await page.signIn('admin')
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    portalId = portals[0]?.id ?? ''
  })
  afterEach(() => page.close())

  const pageNow = async (name: string) => {
    const { pages } = (await (await page.ask(`/portals/${portalId}/pages`)).json()) as { pages: PortalPage[] }
    return pages.find((one) => one.page === name)
  }
  const mailNow = async (name: string) => {
    const { mails } = (await (await page.ask(`/portals/${portalId}/mails`)).json()) as { mails: PortalMail[] }
    return mails.find((one) => one.mail === name)
  }
  const save = () => page.click('.save-bar button[type=submit]')
  const goToMails = async () => {
    await page.click('.settings-nav a', 'E-mails')
    await page.find('#edit-new_reply')
  }
  const frame = () => page.find<HTMLIFrameElement>('iframe')

  it('S44: a template chosen in the list holds at once', async () => {
    await page.find('#edit-log_in')
    const select = await page.find<HTMLSelectElement>('.row select[aria-label*="Log in"]')
    select.value = 'notice'
    select.dispatchEvent(new Event('change'))
    await page.find('#row-log_in .pill', 'Edited')
    expect(await pageNow('log_in')).to.include({ template: 'notice', version: 1 })
  })

  it('S45: a page is edited beside its preview, saved, and reset', async () => {
    await page.click('#edit-log_in')
    expect(await frame()).to.satisfy((one: HTMLIFrameElement) => one.getAttribute('sandbox') === '')
    const first = (await frame()).src
    await page.type('#contents-en-title', 'Welcome')
    await page.find('.save-bar', 'Not saved yet')
    await waitUntil(async () => (await frame()).src !== first, 'the preview follows')
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await pageNow('log_in'))?.contents.en?.title).to.equal('Welcome')
    await page.click('.save-bar button', 'Reset to default')
    await page.click('dialog button', 'Reset to default')
    await waitUntil(async () => (await pageNow('log_in'))?.isEdited === false, 'it is as it came')
    expect((await page.find<HTMLInputElement>('#contents-en-title')).value).to.equal('')
  })

  it('keeps what is not saved while another page is looked at, and says so', async () => {
    await page.click('#edit-log_in')
    await page.type('#contents-en-title', 'Half written')
    await page.click('.editor-head button')
    await page.find('#row-log_in .pill', 'Not saved')
    await page.click('#edit-log_out')
    await page.click('.editor-head button')
    await page.click('#edit-log_in')
    expect((await page.find<HTMLInputElement>('#contents-en-title')).value).to.equal('Half written')
    await page.click('.settings-nav a', 'E-mails')
    await page.find('dialog', /not saved|lost/i)
  })

  it('marks the field that the server refused', async () => {
    await page.click('#edit-log_in')
    await page.click('button.add', 'Add a link')
    await page.type('#contents-en-links-0-label', 'Terms')
    await page.type('#contents-en-links-0-url', 'javascript:pwned()')
    await save()
    await page.find('#contents-en-links-0-url-problem', 'This is not a web address')
    expect(await pageNow('log_in')).to.include({ version: 0 })
  })

  it('says when somebody else was quicker, keeps what was written, and saves it on demand', async () => {
    await page.click('#edit-log_in')
    await page.type('#contents-en-title', 'Mine')
    const theirs = { title: 'Theirs', text: '', imageUrl: null, imageAlt: '', links: [] }
    const body = JSON.stringify({ version: 0, template: 'plain', contents: { ...noTexts, en: theirs } })
    expect((await page.ask(`/portals/${portalId}/pages/log_in`, { method: 'PUT', body })).status).to.equal(200)
    await save()
    await page.find('.conflict', 'Somebody else saved this meanwhile.')
    expect((await page.find<HTMLInputElement>('#contents-en-title')).value).to.equal('Mine')
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await pageNow('log_in'))?.contents.en?.title).to.equal('Mine')
  })

  it('Q11: says where passwords are typed', async () => {
    await page.click('input[name=passwordEntry][aria-describedby=entry-window]')
    await waitUntil(async () => {
      const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
      return portals[0]?.passwordEntry === 'window'
    }, 'it is saved')
  })

  it('S38: a mail is edited with the names it knows, and only what differs is kept', async () => {
    await goToMails()
    await page.click('#edit-new_reply')
    await page.type('#contents-en-after', 'Bye {nam}')
    await page.find('#contents-en-after-problem', 'This mail does not know {nam}.')
    await save()
    await page.find('.save-bar .problem')
    await page.type('#contents-en-after', 'Bye {name}')
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await mailNow('new_reply'))?.contents).to.deep.equal({
      ...noTexts,
      en: { subject: '', before: '', button: '', after: 'Bye {name}' },
    })
    await page.find('.look-subject', '#1042')
  })

  it('sends a test to whoever writes', async () => {
    await goToMails()
    await page.click('#edit-password_reset')
    await page.click('button', 'Send a test to me')
    await page.find('.help', `On its way to ${page.backend.emails['admin']}`)
  })

  it('shows the preview alone, as wide as a phone', async () => {
    await page.find('#edit-register')
    await page.click('.actions[aria-label*="Register"] button', 'Preview')
    await frame()
    expect(page.all('.fields')).to.have.length(0)
    await page.click('.widths button', 'Phone')
    await page.find('.frame-room.phone')
  })

  it('is accessible', async () => {
    await page.click('#edit-log_in')
    await frame()
    await expect(page.app).to.be.accessible({ ignoredRules: ['frame-tested'] })
  })
})
