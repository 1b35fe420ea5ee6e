/** Where this script came from is where the portal's server is. */
export const backendOrigin = new URL(import.meta.url).origin

/** Address under which a portal's routes are. */
export function portalBase(portalKey: string): string {
  return `${backendOrigin}/api/v1/portals/${encodeURIComponent(portalKey)}`
}

/** The `data-portal` of the page's script tag; what elements without a `portal` attribute belong to. */
export function findScriptPortal(): string {
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-portal]')) {
    if (script.src && new URL(script.src).origin === backendOrigin) return script.dataset['portal'] ?? ''
  }
  return ''
}
