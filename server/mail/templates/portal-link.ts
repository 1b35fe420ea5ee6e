import type { PortalRow } from '../../portal/portal.table.ts'

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
export function homeOf(portal: Pick<PortalRow, 'home_url' | 'home_route' | 'slug'>): PortalHome {
  return { homeUrl: portal.home_url, homeRoute: portal.home_route, slug: portal.slug }
}

/**
 * An address inside a portal: on the site owner's page that holds it, or on the hosted page.
 *
 * @param route What follows `#support/`: `tickets/…`, `reset?token=…`.
 */
export function portalLink({ homeUrl, homeRoute, slug }: PortalHome, publicUrl: string, route: string): string {
  return homeUrl === null ? `${publicUrl}/p/${slug}#${hostedRoute}/${route}` : `${homeUrl.split('#')[0]}#${homeRoute}/${route}`
}
