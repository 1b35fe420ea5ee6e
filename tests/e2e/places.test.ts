import { expect, test } from 'vitest'
import { anna, emil, powerContacts } from '../../demo/seed/people.ts'
import { demoPortalKey } from '../../demo/site.ts'
import { logIn, ticketLink, wholeText } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

test('two portals on one page have sessions of their own and each its part of the address', async () => {
  const page = await stage.openPage(stage.site('/two'))
  const first = page.locator('#first')
  const second = page.locator('#second')
  await logIn(first, anna)
  await ticketLink(first, 'Shelf labels in aisle 4').waitFor()
  await second.getByLabel('E-mail address').waitFor()
  await logIn(second, powerContacts[0] ?? anna)
  await ticketLink(second, 'Power meter').first().click()
  await second.getByText('Solbakken, please check').first().waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#power\/tickets\//)
  // The other one stayed where it was, and nothing crossed.
  await ticketLink(first, 'Shelf labels in aisle 4').waitFor()
  expect(await first.getByText('Power meter').count()).toBe(0)
  await first.getByRole('button', { name: 'Log out' }).click()
  await first.getByLabel('E-mail address').waitFor()
  await second.getByText('Solbakken, please check').first().waitFor()
})

test('the portal as a page of the backend: title, icon, form, under a strict policy', async () => {
  const page = await stage.openPage(stage.backend('/p/support'))
  expect(await page.title()).toBe('Support')
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toBeTruthy()
  const policy = (await page.reload())?.headers()['content-security-policy'] ?? ''
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain("frame-ancestors 'none'")
  await logIn(page, emil)
  await page.getByRole('link', { name: 'Submit a support ticket' }).click()
  await page.getByLabel('What happened?').waitFor()
  expect(new URL(page.url()).hash).toBe('#support/new')
})

test('a page that does not exist, and a portal that does not, say so', async () => {
  const page = await stage.openPage(stage.backend('/p/nobody'))
  await page.getByText('There is no portal here').waitFor()
})

test('Norwegian texts where the page is Norwegian', async () => {
  const page = await stage.openPage(stage.site('/support?lang=nb'))
  await page.getByRole('button', { name: 'Logg inn', exact: true }).waitFor()
})

test('on a site that is not allowed the element says so, and the console what to add', async () => {
  const person = await stage.openPerson()
  const page = await person.newPage()
  const told: string[] = []
  page.on('console', (message) => told.push(message.text()))
  // The same page under another name of this machine is another origin.
  await page.goto(stage.backend('/healthz'))
  const elsewhere = stage.site('/elements/cp-ticket-list').replace('127.0.0.1', 'localhost')
  await page.goto(elsewhere)
  await page.getByText('The portal cannot be shown on this site yet').waitFor()
  await expect.poll(() => told.join('\n')).toContain(`Add ${new URL(elsewhere).origin}`)
})

test('an unknown portal key says so', async () => {
  const person = await stage.openPerson()
  const page = await person.newPage()
  await page.goto(stage.site('/elements/cp-ticket-list?portal=pk_nobodynobodynobody00'))
  await page.getByText('There is no portal here').waitFor()
})

test('the elements leave no names of ours, no cookies and no requests to third parties behind', async () => {
  const hosts = new Set<string>()
  const page = await stage.openPage('about:blank')
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await page.goto(stage.site('/elements/cp-login'))
  const plain = await stage.openPage(stage.site('/static/site.css'))
  const known = new Set(await plain.evaluate(() => Object.getOwnPropertyNames(window)))
  await logIn(page, anna)
  await page.getByText('Logged in as').waitFor()
  const names = await page.evaluate(() => Object.getOwnPropertyNames(window))
  // Lit itself keeps four lists of the versions that are loaded; nothing of ours.
  expect(names.filter((name) => !known.has(name) && !/^(lit|reactiveElement)[A-Z]\w*$/.test(name))).toEqual([])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect([...hosts].sort()).toEqual([new URL(stage.site('/')).host, new URL(stage.backend('/')).host].sort())
})

test('a hostile style sheet changes nothing inside the elements', async () => {
  const sizes = async (isHostile: boolean) => {
    const person = await stage.openPerson()
    if (!isHostile)
      await person.route('**/reset.css', (route) =>
        route.fulfill({ contentType: 'text/css', body: '* { margin: 0; padding: 0; box-sizing: border-box }' }),
      )
    const page = await stage.openPageOf(person, stage.site('/elements/cp-login'))
    const button = page.getByRole('button', { name: 'Log in', exact: true })
    await button.waitFor()
    return button.evaluate((element) => {
      const { blockSize, borderRadius, fontSize, padding, textTransform } = getComputedStyle(element)
      return { blockSize, borderRadius, fontSize, padding, textTransform }
    })
  }
  expect(await sizes(true)).toEqual(await sizes(false))
})

test('nothing jumps while the portal arrives, signed out and signed in', async () => {
  const page = await stage.openPage(stage.site('/support'))
  const shifts = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0
          const observer = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
          })
          observer.observe({ type: 'layout-shift', buffered: true })
          // Buffered entries are delivered before the second frame.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
        }),
    )
  await page.getByLabel('E-mail address').waitFor()
  const signedOut = await shifts()
  await logIn(page, anna)
  await page.getByRole('table').waitFor()
  await page.reload()
  await page.getByRole('table').waitFor()
  await page.getByRole('option', { name: /^My tickets \(\d/ }).waitFor({ state: 'attached' })
  expect({ signedOut, signedIn: await shifts() }).toEqual({ signedOut: 0, signedIn: 0 })
})

test('the script and its chunks may be loaded from anywhere, pages and API may not be framed', async () => {
  const script = await fetch(stage.backend('/portal.js'), { headers: { 'Accept-Encoding': 'br' } })
  expect(script.headers.get('access-control-allow-origin')).toBe('*')
  expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(script.headers.get('cache-control')).toBe('public, max-age=300')
  expect(script.headers.get('content-encoding')).toBe('br')
  const chunk = /assets\/[\w-]+\.js/.exec(await script.text())?.[0]
  const hashed = await fetch(stage.backend(`/${chunk}`))
  expect(hashed.headers.get('cache-control')).toContain('immutable')
  expect((await fetch(stage.backend(`/${chunk}`), { headers: { 'If-None-Match': hashed.headers.get('etag') ?? '' } })).status).toBe(304)
  const settings = await fetch(stage.backend(`/api/v1/portals/${demoPortalKey}`))
  expect(settings.headers.get('access-control-allow-origin')).toBe('*')
  for (const path of ['/staff', '/p/support', '/api/docs']) {
    const { headers } = await fetch(stage.backend(path))
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy'), path).not.toContain('unsafe')
  }
})

test('the API reference names every operation', async () => {
  const page = await stage.openPage(stage.backend('/api/docs'))
  const document = (await (await fetch(stage.backend('/api/openapi.json'))).json()) as { paths: Record<string, Record<string, unknown>> }
  const text = await wholeText(page)
  for (const [path, operations] of Object.entries(document.paths)) {
    expect(text).toContain(path)
    expect(Object.keys(operations).length).toBeGreaterThan(0)
  }
})
