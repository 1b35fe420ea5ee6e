import type { PortalTexts } from '../en/portal.ts'

export const portalTexts: PortalTexts = {
  navigation: 'Portal',
  backToTickets: 'Alle saker',
  partMissing: 'Denne delen av portalen kunne ikke lastes',
  partMissingHint: 'Sjekk forbindelsen og prøv igjen, eller last siden på nytt.',
}
