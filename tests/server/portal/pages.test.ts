import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DrawnPages, PageContents, PortalPage, TemplatePreview } from '../../../shared/pages.ts'
import type { PublicPortal } from '../../../shared/portal.ts'
import { parseSafeText } from '../../../shared/safe-text.ts'
import { hostileHtml } from '../../support/hostile-html.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let admin: StaffClient
let path: string
beforeEach(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
  admin = await world.staff('admin')
  path = `/portals/${world.acme.portalId}/pages`
})
afterEach(() => world.close())

const words = (more: Partial<PageContents> = {}): PageContents => ({
  ...{ title: 'Welcome', text: 'Use your **work** address.\n\n[Guide](https://acme.example/guide)', imageUrl: null, imageAlt: '' },
  links: [{ label: 'Terms', url: 'https://acme.example/terms' }],
  ...more,
})
const save = (version: number, contents: PageContents | null, template = 'notice', page = 'log_in') =>
  admin.json('PUT', `${path}/${page}`, { version, template, contents: { en: contents, nb: null } })
const list = async () => ((await (await admin.get(path)).json()) as { pages: PortalPage[] }).pages
const version = async () => ((await (await world.stranger().get('')).json()) as PublicPortal).pagesVersion
const drawn = async () => ((await (await world.stranger().get(`/pages?v=${await version()}`)).json()) as DrawnPages).pages

test('S39–S45: pages come as they are, are written, saved by version, and let be again', async () => {
  const before = await list()
  expect(before.map(({ page }) => page)).toEqual([
    ...['log_in', 'register', 'set_up', 'reset_request', 'new_password', 'code', 'consent', 'log_out', 'access_denied'],
  ])
  expect(before.every((page) => page.version === 0 && !page.isEdited && page.template === 'plain')).toBe(true)
  expect(await version()).toBe(0)
  expect(await drawn()).toEqual({})

  expect(await (await save(0, words())).json()).toMatchObject({ page: 'log_in', template: 'notice', version: 1, isEdited: true })
  expect((await save(0, words({ title: 'Mine' }))).status).toBe(409)
  expect(await version()).toBe(1)
  expect(await drawn()).toEqual({
    log_in: {
      template: 'notice',
      texts: {
        en: {
          title: 'Welcome',
          paragraphs: [
            [{ text: 'Use your ' }, { text: 'work', isBold: true }, { text: ' address.' }],
            [{ text: 'Guide', href: 'https://acme.example/guide' }],
          ],
          image: null,
          links: [{ label: 'Terms', url: 'https://acme.example/terms' }],
        },
      },
    },
  })
  expect((await admin.fetch(`${path}/log_in?version=0`, { method: 'DELETE' })).status).toBe(409)
  const reset = await admin.json('DELETE', `${path}/log_in?version=1`, {})
  expect(await reset.json()).toMatchObject({ version: 2, isEdited: false, template: 'plain' })
  expect(await drawn()).toEqual({})
  expect(await version()).toBe(2)
})

test('the answer is kept by browsers under its version, and under no other', async () => {
  await save(0, words())
  const asked = (query: string) => world.stranger().get(`/pages${query}`)
  expect((await asked('?v=1')).headers.get('Cache-Control')).toBe('private, max-age=86400')
  expect((await asked('?v=7')).headers.get('Cache-Control')).toBe('no-store')
  expect((await asked('')).headers.get('Cache-Control')).toBe('no-store')
})

test('what is wrong is said at its field, and nothing is saved', async () => {
  const bad: [Partial<PageContents>, string, string][] = [
    [{ title: 'x'.repeat(121) }, 'contents.en.title', 'too_long'],
    [{ title: 'a\nb' }, 'contents.en.title', 'invalid'],
    [{ text: 'x'.repeat(4001) }, 'contents.en.text', 'too_long'],
    [{ imageUrl: 'javascript:pwned()' }, 'contents.en.imageUrl', 'not_a_url'],
    [{ imageUrl: 'https://me:secret@acme.example/a.png' }, 'contents.en.imageUrl', 'not_a_url'],
    [{ links: [{ label: '', url: 'https://acme.example' }] }, 'contents.en.links.0.label', 'required'],
    [{ links: [{ label: 'x', url: 'JaVaScRiPt:pwned()' }] }, 'contents.en.links.0.url', 'not_a_url'],
    [{ links: [{ label: 'x', url: '//evil.example' }] }, 'contents.en.links.0.url', 'not_a_url'],
    [{ links: Array.from({ length: 7 }, () => ({ label: 'x', url: 'https://acme.example' })) }, 'contents.en.links', 'too_many'],
  ]
  for (const [more, field, code] of bad) {
    const response = await save(0, words(more))
    expect([response.status, await response.json()]).toMatchObject([400, { fields: { [field]: code } }])
  }
  expect((await save(0, words(), 'evil')).status).toBe(400)
  expect((await save(0, words(), 'plain', 'inbox')).status).toBe(400)
  expect(await version()).toBe(0)
})

test('pages are for staff with portal.settings', async () => {
  const agent = await world.staff('agent')
  expect((await agent.get(path)).status).toBe(403)
  expect((await agent.json('PUT', `${path}/log_in`, { version: 0, template: 'plain', contents: { en: null, nb: null } })).status).toBe(403)
  expect((await (await world.staff('settings')).get(path)).status).toBe(200)
})

async function look(contents: PageContents, template = 'image'): Promise<Response> {
  const started = await admin.post(`${path}/log_in/previews`, { language: 'en', template, contents })
  expect(started.status).toBe(201)
  return world.send(((await started.json()) as TemplatePreview).url)
}

test('a look needs no cookie, runs nothing, is of no origin, and stands in no frame but ours', async () => {
  const response = await look(words({ imageUrl: 'https://pictures.example/a.png' }))
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  const directives = policy.split('; ')
  expect(directives).toContain('sandbox')
  expect(directives).toContain("default-src 'none'")
  expect(directives).toContain('img-src https://pictures.example')
  expect(directives).toContain("frame-ancestors 'self'")
  expect(directives).toContain("form-action 'none'")
  expect(policy).not.toMatch(/script-src|unsafe|allow-/)
  expect(response.headers.get('X-Frame-Options')).toBe('SAMEORIGIN')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(response.headers.get('Set-Cookie')).toBeNull()
  const text = await response.text()
  expect(text).toContain('<img src="https://pictures.example/a.png" alt="" />')
  expect(text).toContain('<b>work</b>')
})

test('T-16: nothing of the corpus becomes markup on a page, in a look or for the elements', async () => {
  for (const { name, html } of hostileHtml) {
    const text = html.slice(0, 4000)
    const response = await look(
      words({
        title: text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').slice(0, 120),
        text,
        imageAlt: '"><script>pwned()</script>',
      }),
    )
    const page = await response.text()
    const own = page.slice(page.indexOf('<body>'))
    const tags = new Set([...own.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag))
    expect({
      name,
      tags: [...tags].filter((tag) => !['body', 'html', 'main', 'div', 'h1', 'p', 'b', 'a', 'span', 'label', 'img'].includes(tag ?? '')),
    }).toEqual({
      name,
      tags: [],
    })
    expect(own).not.toMatch(/<[^>]*\son\w+\s*=/i)
    for (const run of parseSafeText(text).flat()) if (run.href !== undefined) expect(run.href).toMatch(/^(https?:|mailto:)/)
  }
})

test('addresses that lead elsewhere than the web or a mailbox stay text', () => {
  for (const address of [
    'javascript:pwned()',
    'data:text/html,x',
    'JAVASCRIPT:alert(1)',
    'vbscript:x',
    '//evil.example',
    'https://a:b@evil.example/',
  ]) {
    expect(
      parseSafeText(`[x](${address})`)
        .flat()
        .filter(({ href }) => href !== undefined),
    ).toEqual([])
  }
  expect(parseSafeText('[x](https://ok.example/"onmouseover="pwned)').flat()[0]?.href).toBe('https://ok.example/%22onmouseover=%22pwned')
})

test('a look is over after a quarter of an hour, and when its writer takes another', async () => {
  const start = async () =>
    ((await (await admin.post(`${path}/log_in/previews`, { language: 'nb', template: 'plain', contents: null })).json()) as TemplatePreview)
      .url
  const first = await start()
  const second = await start()
  expect((await world.send(first)).status).toBe(404)
  expect(await (await world.send(second)).text()).toContain('Logg inn i')
  world.advance(901)
  expect((await world.send(second)).status).toBe(404)
  expect((await world.send('/template-previews/cpt_nonsense')).status).toBe(404)
})

test('the hosted page lets in the pictures that its pages show, and no others', async () => {
  const policy = async () => (await world.send(`/p/${world.acme.slug}`)).headers.get('Content-Security-Policy')
  expect(await policy()).not.toContain('pictures.example')
  await save(0, words({ imageUrl: 'https://pictures.example/a.png' }), 'image')
  expect(await policy()).toContain('https://pictures.example')
})
