import { hostedUrl } from '../../accounts/domain-name.ts'

/** What a portal keeps of it. */
interface PortalColumns {
  home_url: string | null
  home_route: string
  slug: string
  domain_host: string | null
}

/** Where the links of mails lead. */
export interface PortalHome {
  /** The portal's setting; null: the hosted page. */
  homeUrl: string | null
  /** What fragments begin with on that page. */
  homeRoute: string
  slug: string
  /** The account's verified domain; null: the hosted page is on the installation's own host. */
  host?: string | null
}

const hostedRoute = 'support'

/** Where the links of a portal's mails lead. */
export function homeOf(portal: PortalColumns): PortalHome {
  return { homeUrl: portal.home_url, homeRoute: portal.home_route, slug: portal.slug, host: portal.domain_host }
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
export function portalLink({ homeUrl, homeRoute, slug, host }: PortalHome, publicUrl: string, route: string): string {
  return homeUrl === null
    ? `${hostedUrl({ slug, domain_host: host ?? null }, publicUrl)}#${hostedRoute}/${route}`
    : `${homeUrl.split('#')[0]}#${homeRoute}/${route}`
}
