// `npm run screenshots`: every view and state of the demo as a picture, and all of them on contact sheets in docs/screenshots.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { startDemo } from '../../demo/start-demo.ts'
import { build } from '../../esbuild.config.mjs'
import { readConfig } from '../../server/config.ts'
import { chromeFlags, findChrome } from '../support/find-chrome.ts'
import { root } from '../support/stage.ts'
import { buildPseudoLanguage } from './build-pseudo-language.ts'
import { makeContactSheet, type Picture } from './contact-sheet.ts'
import { accountShots } from './account-shots.ts'
import { openBackstage, type PortalChanges } from './backstage.ts'
import { loginShots } from './login-shots.ts'
import { mailShots } from './mail-shots.ts'
import { settingsShots } from './settings-shots.ts'
import { customerShots, staffShots, type Places, type Shot } from './shots.ts'

/** Ways in which every filled state is taken. */
const ways: Record<string, WayOfTaking> = {
  light: { width: 1280, query: '' },
  narrow: { width: 320, query: '' },
  dark: { width: 1280, query: 'scheme=dark' },
  'right to left': { width: 1280, query: 'dir=rtl' },
  bokmål: { width: 1280, query: '', language: 'bokmål' },
  'long words': { width: 1280, query: '', language: 'pseudo' },
}
interface WayOfTaking {
  width: number
  query: string
  /** Spoken from the moment on when the state is reached: what leads there is said in English. */
  language?: 'bokmål' | 'pseudo'
}

/** The one picture that README shows at full size. */
const readmePicture = 'list'

/** Names of sheets to take; none: all. */
const wanted = process.argv.slice(2)

const singles = join(root, '.data/screenshots')
const sheets = join(root, 'docs/screenshots')
/** One picture a section, beside its words in docs/admin.md. */
const adminPictures = join(sheets, 'settings')

const folder = mkdtempSync(join(tmpdir(), 'portal-screenshots-'))
await build({ outdir: join(folder, 'build'), server: false })
const pseudoLanguage = await buildPseudoLanguage()
const config = readConfig({
  PORT: '0',
  DATA_DIR: join(folder, 'data'),
  LOG_LEVEL: 'error',
  ALLOW_DEFAULT_HOST_PORTALS: '1',
  SIGN_INS_PER_IP: '10000',
})
const demo = await startDemo(config, 0, { publicDir: join(folder, 'build/public') })
const browser = await chromium.launch({ executablePath: await findChrome(), args: [...chromeFlags, '--font-render-hinting=none'] })
try {
  const places = { site: demo.siteOrigin, backend: demo.backend.url }
  mkdirSync(singles, { recursive: true })
  mkdirSync(adminPictures, { recursive: true })
  const backstage = await openBackstage(demo)
  const usual: PortalChanges = { canRegister: false, consentTexts: null, accessMode: 'everyone', accessListIds: [] }
  const nobody = await backstage.addList('Nobody yet')
  for (const [sheet, shots] of Object.entries({
    customers: customerShots,
    login: loginShots,
    staff: [...staffShots, ...accountShots],
    settings: settingsShots,
  })) {
    if (wanted.length > 0 && !wanted.includes(sheet)) continue
    const pictures: Picture[] = []
    for (const shot of shots) {
      if (shot.portal)
        await backstage.changePortal({ ...usual, ...shot.portal, ...(shot.portal.accessMode && { accessListIds: [nobody] }) })
      for (const way of shot.isFilled ? waysOf(sheet) : ['light']) {
        const png = await take(browser, places, shot, way)
        const title = way === 'light' ? shot.name : `${shot.name}, ${way}`
        writeFileSync(join(singles, `${title.normalize('NFKD').replaceAll(/[^\w]+/g, '-')}.png`), png)
        pictures.push({ title, png })
        if (title === readmePicture) writeFileSync(join(sheets, `${title}.png`), png)
        if (sheet === 'settings' && way === 'light') writeFileSync(join(adminPictures, `${title.replace('settings-', '')}.png`), png)
        console.log(title)
      }
      if (shot.portal) await backstage.changePortal(usual)
    }
    writeFileSync(join(sheets, `${sheet}.png`), await makeContactSheet(browser, pictures, 1800))
  }
  if (wanted.length === 0 || wanted.includes('mails')) {
    writeFileSync(join(sheets, 'mails.png'), await makeContactSheet(browser, await takeMails(browser), 1800))
  }
  console.log(`\nContact sheets: ${sheets}\nSingle pictures: ${singles}`)
} finally {
  await browser.close()
  await demo.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** The staff pages have no right-to-left language yet, and follow the system's colours. */
function waysOf(sheet: string): readonly string[] {
  return sheet === 'staff' || sheet === 'settings' ? ['light', 'narrow', 'dark'] : Object.keys(ways)
}

/** Lets every element of the page speak another language from now on. */
async function speak(page: Page, language: 'bokmål' | 'pseudo'): Promise<void> {
  if (language === 'pseudo') {
    await page.route(/\/assets\/nb-[\w-]+\.js$/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: pseudoLanguage, headers: { 'Access-Control-Allow-Origin': '*' } }),
    )
  }
  const texts = page.waitForResponse(/\/assets\/nb-\w+\.js$/)
  await page.evaluate(() => {
    const within = (place: ParentNode): Element[] =>
      [...place.querySelectorAll('*')].flatMap((at) => [at, ...(at.shadowRoot ? within(at.shadowRoot) : [])])
    for (const element of within(document)) {
      if (element.matches('html, [lang]')) element.setAttribute('lang', 'nb')
      if ('connectionChanged' in element && typeof element.connectionChanged === 'function') element.connectionChanged()
    }
  })
  await texts
  // Two frames: the texts are taken, then drawn.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))))
}

async function take(from: Browser, places: Places, shot: Shot, way: string): Promise<Buffer> {
  const { query, language, ...whole } = ways[way] ?? { width: 1280, query: '' }
  const width = Math.min(whole.width, shot.width ?? whole.width)
  const person = await from.newContext({
    viewport: { width, height: width < 800 ? 640 : 900 },
    colorScheme: way === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Oslo',
  })
  try {
    const page = await person.newPage()
    page.setDefaultTimeout(10_000)
    const url = new URL(shot.path(places))
    if (url.origin === places.site && query) url.search = query
    // Requests that are held or cut must be so from the beginning; everything else waits for what it acts on.
    const begun = /pending|unreachable/.test(shot.name) && shot.act ? shot.act(page) : undefined
    await page.goto(url.href)
    await (begun ?? shot.act?.(page))
    await shot.until(page).waitFor()
    if (language) await speak(page, language)
    await page.mouse.move(0, 0)
    // Pictures in view are fetched when they are seen.
    await page.waitForFunction(async () => {
      const read = (within: ParentNode): Element[] =>
        [...within.querySelectorAll('*')].flatMap((at) => [at, ...(at.shadowRoot ? read(at.shadowRoot) : [])])
      const pictures = read(document).filter((at) => at.matches('.picture, .thumbnail'))
      if (pictures.length === 0) return true
      // An observer knows what scrolling has taken out of sight, within the page too.
      const seen = await new Promise<Element[]>((resolve) => {
        const observer = new IntersectionObserver((entries) => {
          observer.disconnect()
          resolve(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target))
        })
        for (const picture of pictures) observer.observe(picture)
      })
      return seen.every((at) => at.querySelector('img')?.complete)
    })
    return await page.screenshot()
  } catch (error) {
    throw new Error(`The picture "${shot.name}" (${way}) could not be taken.`, { cause: error })
  } finally {
    await person.close()
  }
}

/** Mails as a mail program shows them. */
async function takeMails(from: Browser): Promise<Picture[]> {
  const page = await from.newPage({ viewport: { width: 640, height: 480 } })
  const pictures: Picture[] = []
  for (const { title, html } of mailShots()) {
    await page.setContent(html)
    const png = await page.screenshot()
    writeFileSync(
      join(
        singles,
        `mail-${title
          .split(':')[0]
          ?.normalize('NFKD')
          .replaceAll(/[^\w]+/g, '-')}.png`,
      ),
      png,
    )
    pictures.push({ title, png })
    console.log(title)
  }
  await page.close()
  return pictures
}
