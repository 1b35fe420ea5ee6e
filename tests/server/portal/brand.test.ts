import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepAttachments } from '../../../server/attachments/sweep-attachments.ts'
import type { HistoryPage } from '../../../shared/history.ts'
import type { Brand, BrandImage } from '../../../shared/look.ts'
import type { PortalSettings, PublicPortal } from '../../../shared/portal.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let settings: StaffClient
let boltAdmin: StaffClient

beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
  settings = await world.staff('settings')
  boltAdmin = await world.staff('admin', world.bolt)
})
afterAll(() => world.close())

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const webp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffc0000b080010002001011100', 'hex'),
  Buffer.from('ffda0008010100003f0037ff00aaffd0bbffd9', 'hex'),
])
const ico = Buffer.concat([Buffer.from('0000010001001010000001002000', 'hex'), le32(png.length), le32(22), png])

function le32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

const upload = (bytes: Uint8Array, client = settings, type = 'application/octet-stream') =>
  client.fetch('/brand-images', { method: 'POST', body: new Uint8Array(bytes), headers: { 'Content-Type': type } })
const uploaded = async (bytes: Uint8Array, client = settings) => (await (await upload(bytes, client)).json()) as BrandImage
const brandNow = async (client = settings) => (await (await client.get('/brand')).json()) as Brand
const saveBrand = async (theme: object, client = settings) =>
  client.json('PATCH', '/brand', { version: (await brandNow(client)).version, theme })
const portalNow = async () => (await (await settings.get(`/portals/${world.acme.portalId}`)).json()) as PortalSettings
const savePortal = async (theme: object) =>
  settings.json('PATCH', `/portals/${world.acme.portalId}`, { version: (await portalNow()).version, theme })
const shown = async () => ((await (await world.stranger().get('')).json()) as PublicPortal).theme
const nothing = { accent: null, surface: null, text: null, font: null, fontSize: null, radius: null, density: null, darkMode: null }

describe('S86–S88: what a portal looks like', () => {
  test('a portal looks as the brand says until it says so itself, and again when it does not any more', async () => {
    expect(await shown()).toEqual({ accent: null, logoUrl: null, faviconUrl: null, css: '' })
    expect((await saveBrand({ accent: '#C2410C', radius: 2, faviconUrl: 'https://acme.example/f.ico' })).status).toBe(200)
    expect(await shown()).toEqual({
      accent: '#c2410c',
      logoUrl: null,
      faviconUrl: 'https://acme.example/f.ico',
      css: ':host{--portal-accent:#c2410c;--portal-radius:2px}',
    })
    expect((await savePortal({ accent: '#005f73', font: 'serif' })).status).toBe(200)
    expect((await portalNow()).theme).toMatchObject({ accent: '#005f73', radius: null })
    expect(await shown()).toMatchObject({ accent: '#005f73' })
    expect((await shown()).css).toContain(
      "--portal-accent:#005f73;--portal-radius:2px;--portal-font:ui-serif,Georgia,'Times New Roman',serif",
    )
    await savePortal({ accent: null, font: null })
    expect(await shown()).toMatchObject({ accent: '#c2410c', css: ':host{--portal-accent:#c2410c;--portal-radius:2px}' })
  })

  test('the hosted page has the favicon, the logo and a sheet with its colours and font', async () => {
    const logo = await uploaded(png)
    await saveBrand({ logoUrl: logo.url, surface: '#0b1d2a', darkMode: 'dark', font: 'Acme Sans' })
    const page = await world.send('/p/acme-support')
    const text = await page.text()
    expect(text).toContain(`<img src="${world.deps.config.publicUrl}${logo.url}"`)
    expect(text).toContain('<link rel="icon" href="https://acme.example/f.ico"')
    expect(page.headers.get('Content-Security-Policy')).toContain('https://acme.example')
    const [, href = ''] = /href="(\/p\/acme-support\/look\.css)"/.exec(text) ?? []
    const sheet = await world.send(href)
    expect(sheet.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
    expect(await sheet.text()).toBe(
      [
        ':root{color-scheme:dark}',
        "body{font-family:'Acme Sans',system-ui,sans-serif}",
        'body{color:light-dark(#1d2433,#eceef1)}',
        'body{background:light-dark(#fff,#0b1d2a)}',
        'cp-portal{--cp-surface:none;padding:0;border-radius:0}',
      ].join('\n'),
    )
    expect((await world.send('/p/nobody/look.css')).status).toBe(404)
    await saveBrand({ ...nothing, logoUrl: null, faviconUrl: null })
  })

  test('two who save at once: the later one is told, and nothing of theirs is lost', async () => {
    const { version } = await brandNow()
    expect((await settings.json('PATCH', '/brand', { version, theme: { radius: 12 } })).status).toBe(200)
    const late = await settings.json('PATCH', '/brand', { version, theme: { accent: '#123456' } })
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'changed_meanwhile' }])
    expect((await brandNow()).theme).toMatchObject({ radius: 12, accent: null })
  })

  test('the history says what it was and is, and nothing of a save without a change', async () => {
    await saveBrand({ radius: 3 })
    await saveBrand({ radius: 3 })
    const admin = await world.staff('admin')
    const page = (await (await admin.get('/history?group=settings')).json()) as HistoryPage
    const entries = page.entries.filter(({ kind }) => kind === 'brand.changed')
    expect(entries[0]?.changes).toEqual({ radius: { before: 12, after: 3 } })
    expect(entries[1]?.changes).toEqual({ radius: { before: null, after: 12 } })
    await saveBrand(nothing)
  })

  test.each([
    ['accent', 'red;}'],
    ['accent', '#12345'],
    ['surface', 'url(https://evil.example)'],
    ['text', '#000000;background:red'],
    ['font', "x';} body{display:none"],
    ['font', 'a, b'],
    ['font', 'a\\62'],
    ['font', 'x'.repeat(61)],
    ['fontSize', 11],
    ['fontSize', 15.5],
    ['radius', 25],
    ['density', 'huge'],
    ['darkMode', 'dim'],
    ['logoUrl', 'javascript:alert(1)'],
    ['logoUrl', '/etc/passwd'],
    ['logoUrl', '//evil.example/x.png'],
    ['logoUrl', `/brand/${'0'.repeat(64)}.svg`],
    ['faviconUrl', 'data:image/svg+xml,<svg/>'],
  ])('%s cannot be %s, in the brand and in a portal', async (name, value) => {
    for (const save of [saveBrand, savePortal]) {
      const answer = await save({ [name]: value })
      expect(answer.status).toBe(400)
      expect(Object.keys(((await answer.json()) as { fields: object }).fields)).toEqual([`theme.${name}`])
    }
  })

  test('themes that were stored before there was a brand go on', async () => {
    const old = JSON.stringify({ accent: '#b00020', logoUrl: 'https://acme.example/l.png', faviconUrl: null })
    await world.deps.db
      .updateTable('portal')
      .set({ theme: old })
      .where('account_id', '=', world.acme.accountId)
      .where('id', '=', world.acme.portalId)
      .execute()
    expect((await portalNow()).theme).toEqual({ ...nothing, accent: '#b00020', logoUrl: 'https://acme.example/l.png', faviconUrl: null })
    expect(await shown()).toMatchObject({ accent: '#b00020', css: ':host{--portal-accent:#b00020}' })
    await savePortal({ ...nothing, logoUrl: null })
  })
})

describe('images', () => {
  test.each([
    ['PNG', png, 'image/png', 'png', 1, 1],
    ['GIF', gif, 'image/gif', 'gif', 1, 1],
    ['WebP', webp, 'image/webp', 'webp', 1, 1],
    ['JPEG', jpeg, 'image/jpeg', 'jpg', 32, 16],
    ['ICO', ico, 'image/x-icon', 'ico', 16, 16],
  ])(
    'a %s is taken, and served so that it never changes and nothing in it runs',
    async (_kind, bytes, mediaType, ending, width, height) => {
      const image = await uploaded(bytes)
      expect(image).toEqual({ url: `/brand/${hash('sha256', bytes)}.${ending}`, mediaType, width, height, sizeBytes: bytes.length })
      expect(await uploaded(bytes)).toEqual(image)
      const answer = await world.send(image.url, { headers: { Origin: 'https://anywhere.example' } })
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
      const headers = Object.fromEntries(answer.headers)
      expect(headers).toMatchObject({
        'content-type': mediaType,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
      })
      expect((await world.send(image.url.replace(/\w+$/, ending === 'png' ? 'gif' : 'png'))).status).toBe(404)
    },
  )

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const tall = Buffer.from(png)
  tall.writeUInt32BE(5000, 20)
  const flat = Buffer.from(png)
  flat.writeUInt32BE(0, 16)
  test.each([
    ['an SVG with a script, called a PNG', Buffer.from(svg), 'image_is_svg', 415],
    ['an SVG behind an XML head', Buffer.from(`<?xml version="1.0"?>\n${svg}`), 'image_is_svg', 415],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image_not_valid', 415],
    ['nothing', Buffer.alloc(0), 'image_not_valid', 415],
    ['the first half of a PNG', png.subarray(0, 40), 'image_not_valid', 415],
    ['a PNG without its end', png.subarray(0, png.length - 12), 'image_not_valid', 415],
    ['a JPEG without its end', jpeg.subarray(0, jpeg.length - 2), 'image_not_valid', 415],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'image_not_valid', 415],
    ['a picture of 5,000 pixels', tall, 'image_too_many_pixels', 413],
    ['a picture without width', flat, 'image_too_many_pixels', 413],
    ['more than a megabyte', Buffer.concat([png, Buffer.alloc(1024 * 1024)]), 'image_too_large', 413],
  ])('%s is refused', async (_what, bytes, code, status) => {
    const answer = await upload(bytes, settings, 'image/png')
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }])
  })

  test.each([
    ['PNG', png],
    ['GIF', gif],
    ['JPEG', jpeg],
    ['WebP', webp],
  ])('what hides behind the end of a %s is not kept', async (_kind, bytes) => {
    const image = await uploaded(Buffer.concat([bytes, Buffer.from('<script>alert(document.domain)</script>')]))
    const served = Buffer.from(await (await world.send(image.url)).arrayBuffer())
    expect(served.equals(bytes)).toBe(true)
  })

  test('who may not configure uploads nothing; nor does another site, nor somebody who is not there', async () => {
    const agent = await world.staff('agent')
    expect(await (await upload(png, agent)).json()).toMatchObject({ code: 'not_allowed' })
    expect(await (await agent.get('/brand')).json()).toMatchObject({ code: 'not_allowed' })
    expect(await (await agent.json('PATCH', '/brand', { version: 0, theme: {} })).json()).toMatchObject({ code: 'not_allowed' })
    const headers = { 'Content-Type': 'image/png', Origin: world.deps.config.publicUrl, 'Sec-Fetch-Site': 'same-origin' }
    const address = '/api/v1/staff/brand-images'
    const body = new Uint8Array(png)
    expect((await world.send(address, { method: 'POST', body, headers })).status).toBe(401)
    const foreign = { ...headers, Cookie: settings.cookie, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
    expect(await (await world.send(address, { method: 'POST', body, headers: foreign })).json()).toMatchObject({
      code: 'origin_not_allowed',
    })
  })

  test("another account's image cannot be chosen; the account's own brand is not the other's", async () => {
    const theirs = await uploaded(Buffer.concat([gif.subarray(0, 13), Buffer.from([9, 9, 9]), gif.subarray(16)]), boltAdmin)
    for (const save of [saveBrand, savePortal]) {
      const answer = await save({ logoUrl: theirs.url })
      expect([answer.status, await answer.json()]).toMatchObject([400, { fields: { 'theme.logoUrl': 'not_a_choice' } }])
    }
    await saveBrand({ accent: '#00ff00' }, boltAdmin)
    expect((await brandNow()).theme.accent).toBeNull()
    await saveBrand(nothing, boltAdmin)
  })

  test('a day later only what is shown is still there', async () => {
    const [unused, ofBrand, ofPortal] = [await uploaded(webp), await uploaded(png), await uploaded(jpeg)]
    await saveBrand({ logoUrl: ofBrand.url })
    await savePortal({ faviconUrl: ofPortal.url })
    const sweep = (hours: number) =>
      sweepAttachments({ ...world.deps, now: () => new Date(Date.parse(world.deps.now()) + hours * 3_600_000).toISOString() })
    const statuses = async () => Promise.all([unused, ofBrand, ofPortal].map(async ({ url }) => (await world.send(url)).status))
    await sweep(23)
    expect(await statuses()).toEqual([200, 200, 200])
    await sweep(25)
    expect(await statuses()).toEqual([404, 200, 200])
    await saveBrand({ logoUrl: null })
    await savePortal({ faviconUrl: null })
    await sweep(25)
    expect(await statuses()).toEqual([404, 404, 404])
    const left = await world.deps.db.selectFrom('brand_image').select('hash').where('account_id', '=', world.acme.accountId).execute()
    expect(left).toEqual([])
  })
})
