import type { PortalTexts } from '../en/portal.ts'

export const portalTexts: PortalTexts = {
  navigation: 'Portal',
  backToTickets: 'Alle saker',
  yourAccount: 'Kontoen din',
  previewAll: 'Forhåndsvisning: alle saker som passerer filtrene. Ingen er logget inn.',
  previewAs: (name: string) => `Du ser portalen slik ${name} ser den. Bare lesing.`,
  previewOver: 'Forhåndsvisningen er over. Åpne den igjen fra portalens innstillinger.',
  previewEnd: 'Avslutt forhåndsvisningen',
  partMissing: 'Denne delen av portalen kunne ikke lastes',
  partMissingHint: 'Sjekk forbindelsen og prøv igjen, eller last siden på nytt.',
}
