import { expect } from '@open-wc/testing'
import type {} from '../../../widget/login/login.ts'
import type {} from '../../../widget/portal-link/portal-link.ts'
import type {} from '../../../widget/portal/portal.ts'
import type {} from '../../../widget/support-form/support-form.ts'
import type {} from '../../../widget/ticket-detail/ticket-detail.ts'
import type {} from '../../../widget/ticket-list/ticket-list.ts'
import type { TicketSummary } from '../../../shared/tickets.ts'
import { openBackend, type Backend } from './backend.ts'
import { afterEach, beforeEach } from './mocha.ts'
import { waitUntil } from './wait-until.ts'

/** A host page with the script tag of one backend, on another origin than the backend. */
export interface PortalPage {
  readonly backend: Backend
  /** Writes tags into the page as a site owner would; answers the first. */
  mount: <Found extends HTMLElement>(html: string) => Found
  /** Mounts tags and logs `name` in with the login that shows up. */
  mountAs: <Found extends HTMLElement>(name: string, html: string) => Promise<Found>
  openTicket: (subject: string, as?: 'anna' | 'ben' | 'cleo' | 'dan', text?: string) => Promise<TicketSummary>
}

/**
 * One backend and one script tag for all tests of a file, because an element's name can be defined once a page.
 * After each test the page is empty, nobody is signed in and nothing is disturbed.
 */
export function usePortalPage(): PortalPage {
  let backend: Backend | undefined
  const container = document.createElement('div')
  const page: PortalPage = {
    get backend() {
      if (!backend) throw new Error('The backend is there within tests only.')
      return backend
    },
    mount: <Found extends HTMLElement>(html: string) => {
      container.innerHTML = html
      return container.firstElementChild as Found
    },
    mountAs: async <Found extends HTMLElement>(name: string, html: string) => {
      const element = page.mount<Found>(html)
      await logIn(page, name)
      return element
    },
    openTicket: (subject, as = 'anna', text = 'Please help.') => page.backend.act<TicketSummary>({ name: 'openTicket', as, subject, text }),
  }
  beforeEach(async () => {
    document.body.append(container)
    if (backend) return
    backend = await openBackend()
    addScript(backend)
  })
  afterEach(async () => {
    container.replaceChildren()
    container.remove()
    history.replaceState(null, '', location.pathname + location.search)
    await page.backend.setFaults()
    await forgetSessions()
    localStorage.clear()
  })
  // The page, and with it the backend's last test, ends with the file; the runner stops what is left.
  return page
}

/** Adds the script tag that a site owner pastes. */
export function addScript({ url, portalKey }: Backend): HTMLScriptElement {
  const script = document.createElement('script')
  script.type = 'module'
  script.src = `${url}/portal.js`
  script.dataset['portal'] = portalKey
  document.head.append(script)
  return script
}

/** Fills in the login that the page shows and waits until it is gone. */
export async function logIn({ backend }: PortalPage, name: string, password = backend.password): Promise<void> {
  const email = await found<HTMLInputElement>('input[type=email]')
  fill(email, backend.emails[name] ?? name)
  fill(one('input[name=password]'), password)
  one<HTMLButtonElement>('button[type=submit]').click()
  await waitUntil(() => !email.checkVisibility(), 'the login goes when it was taken')
}

/** Types into an input as a person does, and says so. */
export function fill(input: HTMLElement, text: string): void {
  ;(input as HTMLInputElement).value = text
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
}

/** Everything that fits a selector, through all shadow roots, in drawing order; what is hidden does not count. */
export function all<Found extends HTMLElement>(selector: string, root: ParentNode = document.body): Found[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
    ...(element.matches(selector) && element.checkVisibility() ? [element as Found] : []),
    ...(element.shadowRoot ? all<Found>(selector, element.shadowRoot) : []),
  ])
}

/** The one visible element that fits. Throws when there is none. */
export function one<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  const [first] = all<Found>(selector)
  if (!first) throw new Error(`Nothing on the page fits ${selector}.`)
  return first
}

/** Waits for an element that fits. */
export async function found<Found extends HTMLElement = HTMLElement>(selector: string): Promise<Found> {
  await waitUntil(() => all(selector).length > 0, `${selector} shows up`)
  return one<Found>(selector)
}

/** Waits until the page shows a text. */
export async function said(text: string): Promise<void> {
  await waitUntil(() => visibleText().includes(text), `the page says “${text}”`)
}

/** Waits until the page no longer shows a text. */
export async function unsaid(text: string): Promise<void> {
  await waitUntil(() => !visibleText().includes(text), `the page no longer says “${text}”`)
}

/** All text that can be seen, through shadow roots. */
export function visibleText(): string {
  return all(
    'cp-portal, cp-ticket-list, cp-ticket-detail, cp-support-form, cp-account, cp-login, cp-portal-link, cp-file-picker, cp-attachment',
  )
    .map((element) => [...(element.shadowRoot?.children ?? [])].map((child) => (child as HTMLElement).innerText ?? '').join('\n'))
    .join('\n')
}

/** A button by its words. */
export function button(words: string): HTMLButtonElement {
  const wanted = all<HTMLButtonElement>('button, a').find((each) => (each.getAttribute('aria-label') ?? each.innerText).trim() === words)
  if (!wanted) throw new Error(`There is no button “${words}”.`)
  return wanted
}

/** What has the focus, however deep. */
export function focused(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}

/** Fails when axe finds anything on the page. */
export async function expectAccessible(element: Element): Promise<void> {
  await expect(element).to.be.accessible()
}

async function forgetSessions(): Promise<void> {
  for (const { name } of await indexedDB.databases()) if (name?.startsWith('cp-')) await gone(name)
}

function gone(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = () => resolve()
  })
}
