import type { PortalLinkTexts } from '../en/portal-link.ts'

/** Words of the link to the portal. */
export const portalLinkTexts: PortalLinkTexts = {
  goTo: (portal) => `Gå til ${portal}`,
  goToPortal: 'Gå til portalen',
}
