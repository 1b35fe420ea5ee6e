/** Registers an element once: a second script tag, or the host's own element of that name, must not throw. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element)
}
