import type { StaffApp } from '../../../widget/staff/app/app.ts'
import '../../../widget/staff/app/app.ts'
import { type Backend, openBackend } from '../support/backend.ts'
import { waitUntil } from '../support/wait-until.ts'

/** The staff pages over a backend of their own, and a hand to use them. */
export interface StaffPage {
  backend: Backend
  app: StaffApp
  /** The first element of this selector in any shadow root below; waits until it is there. */
  find: <Kind extends HTMLElement = HTMLElement>(selector: string, text?: string | RegExp) => Promise<Kind>
  /** All that are there now. */
  all: (selector: string) => HTMLElement[]
  /** Waits until nothing fits any more. */
  gone: (selector: string, text?: string | RegExp) => Promise<void>
  click: (selector: string, text?: string | RegExp) => Promise<void>
  type: (selector: string, text: string) => Promise<void>
  press: (key: string, target?: EventTarget) => void
  signIn: (name?: string) => Promise<void>
  /** Asks the staff API as the page would, with its cookie. */
  ask: (path: string, init?: RequestInit) => Promise<Response>
  /** Loads the page anew at the address that it has, as the browser would. */
  reload: () => void
  close: () => Promise<void>
}

/** Opens the staff pages at an address below /staff. Close the page when the test is over. */
export async function openStaffPage(path = '/staff', backend?: Backend): Promise<StaffPage> {
  const before = location.href
  const own = backend ?? (await openBackend())
  history.replaceState(null, '', path)
  const mount = () => {
    const app = document.createElement('cp-staff-app')
    app.setAttribute('api', `/__backends/${own.id}/site/api/v1/staff`)
    document.body.append(app)
    return app
  }
  const all = (selector: string) => [...deep(page.app, selector)]
  const fits = (element: HTMLElement, text?: string | RegExp) =>
    text === undefined || (typeof text === 'string' ? wordsOf(element).includes(text) : text.test(wordsOf(element)))
  const page: StaffPage = {
    backend: own,
    app: mount(),
    all,
    async find<Kind extends HTMLElement = HTMLElement>(selector: string, text?: string | RegExp) {
      let found: HTMLElement | undefined
      await waitUntil(() => (found = all(selector).find((element) => fits(element, text))), `${selector} ${text ?? ''}`)
      return found as Kind
    },
    gone: (selector, text) => waitUntil(() => !all(selector).some((element) => fits(element, text)), `no ${selector} ${text ?? ''}`),
    click: async (selector, text) => (await page.find(selector, text)).click(),
    async type(selector, text) {
      const field = await page.find<HTMLInputElement>(selector)
      field.focus()
      field.value = text
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    },
    press: (key, target = document.body) =>
      void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true })),
    async signIn(name = 'agent') {
      await page.type('#email', own.emails[name] ?? name)
      await page.type('#password', own.password)
      await page.click('form button[type=submit]')
      await page.find('cp-staff-sidebar')
    },
    ask: (asked, init = {}) =>
      fetch(`/__backends/${own.id}/site/api/v1/staff${asked}`, {
        ...init,
        headers: { 'content-type': 'application/json', ...init.headers },
      }),
    reload() {
      page.app.remove()
      page.app = mount()
    },
    async close() {
      page.app.remove()
      sessionStorage.clear()
      history.replaceState(null, '', before)
      await own.close()
    },
  }
  return page
}

/** What is drawn in an element, its shadow roots included. */
export function wordsOf(element: Element | ShadowRoot): string {
  const parts: string[] = []
  for (const node of element instanceof HTMLElement && element.shadowRoot ? element.shadowRoot.childNodes : element.childNodes) {
    if (node instanceof Text) parts.push(node.data)
    else if (node instanceof Element && node.localName !== 'style') parts.push(wordsOf(node))
  }
  return parts.join(' ').replace(/\s+/g, ' ').trim()
}

function* deep(root: Element | ShadowRoot, selector: string): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) yield element
    if (element.shadowRoot) yield* deep(element.shadowRoot, selector)
  }
  if (root instanceof Element && root.shadowRoot) yield* deep(root.shadowRoot, selector)
}
