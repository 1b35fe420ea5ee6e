/**
 * An address inside a portal: on the site owner's page that holds it, or on the hosted page.
 *
 * @param portal `homeUrl` is the portal's setting; null: the hosted page.
 * @param route What follows `#support/`: `tickets/…`, `reset?token=…`.
 */
export function portalLink(portal: { homeUrl: string | null; slug: string }, publicUrl: string, route: string): string {
  const home = portal.homeUrl ?? `${publicUrl}/p/${portal.slug}`
  return `${home.split('#')[0]}#support/${route}`
}
