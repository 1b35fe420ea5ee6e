/** Words of the link to the portal. */
export const portalLinkTexts = {
  goTo: (portal: string) => `Go to ${portal}`,
  goToPortal: 'Go to the portal',
}
export type PortalLinkTexts = typeof portalLinkTexts
