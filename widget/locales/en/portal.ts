/** Words of the portal around its views. This is the shape: another language lacks nothing that stands here. */
export const portalTexts = {
  navigation: 'Portal',
  backToTickets: 'All tickets',
  yourAccount: 'Your account',
  previewAll: 'Preview: all tickets that pass the filters. Nobody’s login.',
  previewAs: (name: string) => `You see the portal as ${name} does. Read-only.`,
  previewOver: 'The preview has ended. Open it again from the settings of the portal.',
  previewEnd: 'End preview',
  partMissing: 'This part of the portal could not be loaded',
  partMissingHint: 'Check your connection and try again, or reload the page.',
}

export type PortalTexts = typeof portalTexts
