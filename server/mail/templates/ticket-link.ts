import { portalLink, type PortalHome } from './portal-link.ts'

/** The address under which a ticket is read. */
export function ticketLink(portal: PortalHome, publicUrl: string, ticketId: string): string {
  return portalLink(portal, publicUrl, `tickets/${ticketId}`)
}
