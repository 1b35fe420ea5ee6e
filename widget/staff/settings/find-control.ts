const names = 'label, legend, .label, h2, h3, h1, summary, button, dt, th, span'
const controls = 'input:not([type=hidden]), select, textarea, button, a[href], summary, [contenteditable], [tabindex]'

/** How long a page may take to show the control that was looked for. */
const findMs = 4000

/** Puts the cursor on a control as soon as the page has it; the code of the page may be on its way. */
export async function focusWhenThere(page: () => Element | null, label: string): Promise<void> {
  const endsAt = performance.now() + findMs
  for (let below = page(); below && performance.now() < endsAt; below = page()) {
    if (focusControl(below, label)) return
    await new Promise(requestAnimationFrame)
  }
}

/**
 * Puts the cursor on the control that is called so, anywhere below, and shows it.
 *
 * @returns false while there is none.
 */
function focusControl(below: Element, label: string): boolean {
  for (const root of rootsOf(below)) {
    for (const element of root.querySelectorAll<HTMLElement>(names)) {
      if (textOf(element) !== label) continue
      const control = controlOf(element, root)
      for (let at: Element | null = control; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true
      if (!control.matches(controls)) control.tabIndex = -1
      control.focus({ preventScroll: true })
      control.scrollIntoView({ block: 'center' })
      if (control.matches(':focus')) return true
    }
  }
  return false
}

/** The shadow roots below, the outer ones first. */
function rootsOf(below: Element): (Element | ShadowRoot)[] {
  const roots: (Element | ShadowRoot)[] = [below]
  for (const root of roots) for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot)
  return roots
}

function textOf(element: HTMLElement): string {
  return element.textContent.replaceAll(/\s+/g, ' ').trim()
}

/** What the name belongs to. */
function controlOf(name: HTMLElement, root: Element | ShadowRoot): HTMLElement {
  const id = name instanceof HTMLLabelElement ? name.htmlFor : ''
  const byId = id === '' ? null : root.querySelector<HTMLElement>(`#${CSS.escape(id)}`)
  const around = name.closest<HTMLElement>('label, fieldset')
  const inside = around?.querySelector<HTMLElement>(controls)
  return byId ?? inside ?? name
}
