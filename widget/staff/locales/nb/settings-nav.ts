import type { settingsNav as english } from '../en/settings-nav.ts'

/** Lenkene mellom innstillingssidene. */
export const settingsNav: typeof english = {
  label: 'Innstillingssider',
  find: 'Søk i innstillinger',
  found: (n) => (n === 0 ? 'Ingen innstilling funnet' : n === 1 ? '1 innstilling funnet' : `${n} innstillinger funnet`),
  portal: 'Portal',
  people: 'Personer',
  'single-sign-on': 'Felles pålogging',
  pipelines: 'Pipelines',
  pages: 'Sider',
  mails: 'E-poster',
  menu: 'Meny',
  file: 'Innstillinger som fil',
  domains: 'Domener',
  look: 'Utseende',
  forms: 'Skjemaer',
  team: 'Team',
  groups: { portal: 'Portal', access: 'Slik slipper man inn', account: 'Konto' },
  parts: {
    'set-up': 'Oppsett',
    general: 'Generelt',
    embedding: 'Innbygging',
    access: 'Tilgang',
    consent: 'Samtykke',
    tickets: 'Saker',
    pages: 'Liste og saksside',
    properties: 'Egenskaper',
  },
  history: 'Historikk',
  failedTitle: 'Siden kunne ikke lastes',
}
