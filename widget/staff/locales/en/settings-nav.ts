/** The links between the settings pages. */
export const settingsNav = {
  label: 'Settings pages',
  portal: 'Portal',
  people: 'People',
  'single-sign-on': 'Single sign-on',
  pages: 'Pages',
  mails: 'E-mails',
  menu: 'Menu',
  file: 'Settings file',
  history: 'History',
  failedTitle: 'The page could not be loaded',
}
