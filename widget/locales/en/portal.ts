/** Words of the portal around its views. This is the shape: another language lacks nothing that stands here. */
export const portalTexts = {
  navigation: 'Portal',
  backToTickets: 'All tickets',
  partMissing: 'This part of the portal could not be loaded',
  partMissingHint: 'Check your connection and try again, or reload the page.',
}

export type PortalTexts = typeof portalTexts
