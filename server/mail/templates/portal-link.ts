/** What a portal keeps of it. */
interface PortalColumns {
  home_url: string | null
  home_route: string
  slug: string
}

/** Where the links of mails lead. */
export interface PortalHome {
  /** The portal's setting; null: the hosted page. */
  homeUrl: string | null
  /** What fragments begin with on that page. */
  homeRoute: string
  slug: string
}

const hostedRoute = 'support'

/** Where the links of a portal's mails lead. */
export function homeOf(portal: PortalColumns): PortalHome {
  return { homeUrl: portal.home_url, homeRoute: portal.home_route, slug: portal.slug }
}

/** Where links lead behind which a password is chosen: to our own page where none is typed anywhere else. */
export function passwordHomeOf(portal: PortalColumns & { password_entry: 'page' | 'window' }): PortalHome {
  return portal.password_entry === 'window' ? { ...homeOf(portal), homeUrl: null } : homeOf(portal)
}

/**
 * An address inside a portal: on the site owner's page that holds it, or on the hosted page.
 *
 * @param route What follows `#support/`: `tickets/…`, `reset?token=…`.
 */
export function portalLink({ homeUrl, homeRoute, slug }: PortalHome, publicUrl: string, route: string): string {
  return homeUrl === null ? `${publicUrl}/p/${slug}#${hostedRoute}/${route}` : `${homeUrl.split('#')[0]}#${homeRoute}/${route}`
}
