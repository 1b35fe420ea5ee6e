import { portalLink } from './portal-link.ts'

/** The address under which a ticket is read. */
export function ticketLink(portal: { homeUrl: string | null; slug: string }, publicUrl: string, ticketId: string): string {
  return portalLink(portal, publicUrl, `tickets/${ticketId}`)
}
