const prefix = 'cp-staff-'

/** What this tab keeps under a name. Storage may be full or forbidden; then nothing is kept and `otherwise` is the answer. */
export function readKept<Value>(name: string, otherwise: Value): Value {
  try {
    const text = sessionStorage.getItem(prefix + name)
    return text === null ? otherwise : (JSON.parse(text) as Value)
  } catch {
    return otherwise
  }
}

/** Keeps a value for this tab; null forgets it. */
export function writeKept(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(prefix + name)
    else sessionStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // Nothing can be kept here: what is typed lives as long as the page.
  }
}
