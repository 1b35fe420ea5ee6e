const nameOf = (portalKey: string) => `cp-wanted ${portalKey}`
const page = () => location.pathname + location.search

/** Keeps which view of the portal somebody wanted who asks for a mail: its link is opened in another tab. */
export function keepWanted(portalKey: string): void {
  try {
    if (/^#[^/?]+\/(tickets\/|new$)/.test(location.hash)) localStorage.setItem(nameOf(portalKey), page() + location.hash)
    else localStorage.removeItem(nameOf(portalKey))
  } catch {
    // Without storage the link leads to the list.
  }
}

/** Goes where it was wanted to, if that is on this page. */
export function followWanted(portalKey: string): void {
  try {
    const wanted = localStorage.getItem(nameOf(portalKey))
    localStorage.removeItem(nameOf(portalKey))
    if (wanted?.startsWith(`${page()}#`)) location.replace(wanted.slice(page().length))
  } catch {
    // Nothing was kept.
  }
}
