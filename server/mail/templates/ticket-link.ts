/**
 * The address under which a ticket is read: on the site owner's page that holds the portal, or on the hosted page.
 *
 * @param homeUrl The portal's setting; null: the hosted page.
 */
export function ticketLink(portal: { homeUrl: string | null; slug: string }, publicUrl: string, ticketId: string): string {
  const home = portal.homeUrl ?? `${publicUrl}/p/${portal.slug}`
  return `${home.split('#')[0]}#support/tickets/${ticketId}`
}
