import type { settingsNav as english } from '../en/settings-nav.ts'

/** Lenkene mellom innstillingssidene. */
export const settingsNav: typeof english = {
  label: 'Innstillingssider',
  portal: 'Portal',
  people: 'Personer',
  'single-sign-on': 'Felles pålogging',
  pages: 'Sider',
  mails: 'E-poster',
  menu: 'Meny',
  file: 'Innstillinger som fil',
  history: 'Historikk',
  failedTitle: 'Siden kunne ikke lastes',
}
