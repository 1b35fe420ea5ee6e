import { expect } from '@open-wc/testing'
import type { Brand } from '../../../shared/look.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { emptyTheme, type Theme } from '../../../shared/theme.ts'
import { findContrast } from '../../../widget/staff/settings/look/contrast-checks.ts'
import { contrastRatio } from '../../../shared/contrast.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'

describe('contrast of a look', () => {
  const look = (own: Partial<Theme>): Theme => ({ ...emptyTheme, ...own })

  it('finds nothing where nothing is chosen, and nothing on what can be read', () => {
    expect(findContrast(emptyTheme)).to.deep.equal([])
    expect(findContrast(look({ accent: '#c2410c', surface: '#fff7ed', text: '#2a1408' }))).to.deep.equal([])
  })

  for (const [what, own, key, page] of [
    ['a light accent on light pages', { accent: '#ffd23f' }, 'accent', 'light'],
    ['a dark accent on dark pages', { accent: '#101a40' }, 'accent', 'dark'],
    ['grey text on a white ground', { surface: '#ffffff', text: '#999999' }, 'text', 'light'],
    ['a ground on which no text can be read', { surface: '#7a7a7a' }, 'surface', 'light'],
    ['dark text of a dark look', { darkMode: 'dark', surface: '#101010', text: '#333333' }, 'text', 'dark'],
  ] as const) {
    it(`finds ${what}, and the nearest colour with which it does not`, () => {
      const found = findContrast(look(own)).find((one) => one.key === key)
      expect(found).to.include({ key, page })
      expect(found?.ratio).to.be.below(found?.needed ?? 0)
      expect(findContrast(look({ ...own, [key]: found?.better ?? null })).filter((one) => one.key === key)).to.deep.equal([])
    })
  }

  it('asks nothing of a page that the look is not for', () => {
    expect(findContrast(look({ accent: '#ffd23f', darkMode: 'dark' }))).to.deep.equal([])
    const better = findContrast(look({ accent: '#ffd23f', darkMode: 'light' }))[0]?.better ?? '#ffffff'
    expect(contrastRatio(better, '#ffffff')).to.be.within(3, 3.3)
  })
})

describe('the page of brand and look', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/look')
    await page.signIn('admin')
    await page.find('#own-accent')
  })
  afterEach(() => page.close())

  const brand = async () => (await (await page.ask('/brand')).json()) as Brand
  const portal = async () => ((await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }).portals[0] as PortalSettings
  const patch = async (path: string, version: number, theme: object) =>
    expect((await page.ask(path, { method: 'PATCH', body: JSON.stringify({ version, theme }) })).status).to.equal(200)
  const save = () => page.click('.save-bar button[type=submit]')
  const inputOf = async (selector: string) => page.find<HTMLInputElement>(selector)

  it('an own value begins with what holds, is saved alone, and can be let go again', async () => {
    await page.click('#own-radius')
    expect((await inputOf('#radius')).value).to.equal('8')
    await page.type('#radius', '2')
    await page.find('.save-bar', 'Corners (brand)')
    await save()
    await page.find('.save-bar.saved')
    expect((await brand()).theme).to.deep.equal({ ...emptyTheme, radius: 2 })
    await page.click('#side-portal')
    await page.find('.inherited', 'From the brand: 2 px')
    await page.click('#own-radius')
    await page.type('#radius', '12')
    await save()
    await page.find('.save-bar.saved')
    expect((await portal()).theme.radius).to.equal(12)
    expect((await brand()).theme.radius).to.equal(2)
    await page.click('#own-radius')
    await save()
    await waitUntil(async () => (await portal()).theme.radius === null, 'the brand holds again')
  })

  it('a colour that is none is told at its field, and is not sent', async () => {
    await page.click('#own-accent')
    await page.type('#accent', '#12')
    await save()
    await page.find('#accent-problem', 'This is not valid.')
    expect((await brand()).version).to.equal(0)
    await page.type('#accent', '#123456')
    await page.gone('#accent-problem')
    await page.click('.save-bar button', 'Discard')
    await page.gone('.save-bar')
    await page.find('.inherited', 'As it comes: #2b5fd9')
  })

  it('somebody else saved meanwhile: both are shown, nothing is lost, and either can be chosen', async () => {
    await page.click('#own-accent')
    await page.type('#accent', '#aa0000')
    await page.click('#own-radius')
    await page.type('#radius', '20')
    await patch('/brand', 0, { accent: '#00aa00', fontSize: 17 })
    await save()
    const told = await page.find('#conflicts', 'Somebody else saved meanwhile')
    expect(wordsOf(told)).to.contain('Accent colour (brand) Theirs #00aa00 Yours #aa0000')
    expect(wordsOf(told)).not.to.contain('Corners')
    await page.click('#conflicts button', 'Use theirs')
    await page.gone('#conflicts li')
    await save()
    await page.find('.save-bar.saved')
    expect((await brand()).theme).to.deep.equal({ ...emptyTheme, accent: '#00aa00', fontSize: 17, radius: 20 })
  })

  it('an image is dropped, shown, kept by saving; a file that is none is refused in words', async () => {
    const drop = async (file: File) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(file)
      const [zone] = page.all('#logoUrl .drop').length > 0 ? page.all('#logoUrl .drop') : [await page.find('.drop')]
      zone?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }
    await drop(new File(['<!doctype html>'], 'logo.png', { type: 'image/png' }))
    await page.find('#problem', 'The file is no image that can be used')
    const gif = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (letter) => letter.charCodeAt(0))
    await drop(new File([gif], 'logo.gif', { type: 'image/gif' }))
    const image = await page.find<HTMLImageElement>('.image img')
    expect(image.src).to.match(/\/brand\/[0-9a-f]{64}\.gif$/)
    await save()
    await page.find('.save-bar.saved')
    expect((await brand()).theme.logoUrl).to.match(/^\/brand\//)
    await page.click('#remove')
    await save()
    await waitUntil(async () => (await brand()).theme.logoUrl === null, 'it is gone')
  })
})
