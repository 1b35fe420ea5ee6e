import { expect } from '@open-wc/testing'
import type { SettingsFile } from '../../../shared/settings-file.ts'
import { afterEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('settings as a file', () => {
  let page: StaffPage
  let restore: () => void = () => undefined
  afterEach(() => {
    restore()
    return page.close()
  })

  it('is downloaded, says what is in it, and how it is read in', async () => {
    page = await openStaffPage('/staff/settings/file')
    await page.signIn('admin')
    const saved: { name: string; blob: Blob }[] = []
    const createObjectURL = URL.createObjectURL.bind(URL)
    let blob = new Blob()
    URL.createObjectURL = (source: Blob | MediaSource) => {
      if (source instanceof Blob) blob = source
      return createObjectURL(source)
    }
    HTMLAnchorElement.prototype.click = function save(this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob })
    }
    restore = () => {
      URL.createObjectURL = createObjectURL
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click')
    }
    await page.find('h2', 'Compare and import')
    await expect(page.app).to.be.accessible()
    await page.click('button.primary', 'Download the settings file')
    await page.find('[role=status]', 'The file is with your downloads.')
    expect(saved[0]?.name).to.match(/^customer-portal-settings-\d{4}-\d\d-\d\d\.json$/)
    const text = await (saved[0]?.blob ?? new Blob()).text()
    const file = JSON.parse(text) as SettingsFile
    expect(text).to.equal(`${JSON.stringify(file, null, 2)}\n`)
    expect(file.account?.name).to.equal('acme')
    expect(page.all('cp-staff-copy').map((one) => (one as HTMLElement & { value: string }).value)).to.deep.equal([
      'customer-portal settings diff settings.json',
      'customer-portal settings import settings.json',
      'customer-portal settings import settings.json --prune',
    ])
  })

  it('is not for agents', async () => {
    page = await openStaffPage('/staff/settings/file')
    await page.signIn('agent')
    await page.find('.state', 'Your role does not include this page')
  })
})
