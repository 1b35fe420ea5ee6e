import { settingsFormat, settingsVersion, type SettingsFile } from '../../shared/settings-file.ts'

const title = (en: string, nb: string) => ({ en, nb })

/** A file that sets everything a settings file can set, each to what no account begins with. `slug`: of the portal. */
export function fullSettings(slug = 'help', site = 'https://help.kvist.example'): SettingsFile {
  return {
    format: settingsFormat,
    version: settingsVersion,
    account: { name: 'Kvist Retail', timeZone: 'Europe/Oslo' },
    domains: [{ host: 'support.kvist.example', language: 'nb' }],
    inboxes: [{ name: 'Billing' }, { name: 'Help desk' }],
    properties: [
      { object: 'contact', key: 'vip', type: 'yes_no', labels: title('VIP', 'VIP') },
      {
        object: 'ticket',
        key: 'device',
        type: 'choice',
        labels: title('Device', 'Enhet'),
        options: [
          { value: 'till', labels: title('Till', 'Kasse') },
          { value: 'printer', labels: title('Printer', 'Skriver') },
        ],
      },
    ],
    pipelines: [
      {
        name: 'Incidents',
        isConfidential: false,
        stages: [
          { labels: title('Received', 'Mottatt'), customerLabels: title('We have it', 'Vi har den'), isClosed: false },
          { labels: title('Done', 'Ferdig'), customerLabels: null, isClosed: true },
        ],
      },
      {
        name: 'Personnel',
        isConfidential: true,
        stages: [
          { labels: { en: 'Open' }, customerLabels: null, isClosed: false },
          { labels: { en: 'Shut' }, customerLabels: null, isClosed: true },
        ],
      },
    ],
    lists: [
      { name: 'Invited', kind: 'static' },
      {
        name: 'VIPs',
        kind: 'active',
        rule: { groups: [{ conditions: [{ property: 'contact.custom.vip', operator: 'is', value: true }] }] },
      },
    ],
    brand: {
      ...{
        accent: '#1a5c43',
        surface: '#fdfcfa',
        text: '#1b1b1b',
        font: 'serif',
        fontSize: 16,
        radius: 4,
        density: 'roomy',
        darkMode: 'light',
      },
      ...{ logoUrl: 'https://kvist.example/logo.png', faviconUrl: 'https://kvist.example/icon.png' },
    },
    menus: [
      {
        name: 'Top',
        items: [
          { kind: 'tickets', labels: title('Cases', 'Henvendelser') },
          { kind: 'link', labels: title('Shop', 'Butikk'), url: 'https://shop.kvist.example/' },
          { kind: 'new', labels: {} },
        ],
      },
    ],
    forms: [
      {
        ...{ key: 'incident', name: 'Incident', titles: title('Report an incident', 'Meld en hendelse') },
        ...{ inbox: 'Help desk', pipeline: 'Incidents', stage: 'Received' },
        fields: [
          { name: 'subject', type: 'text', labels: title('Subject', 'Emne'), isRequired: true },
          { name: 'text', type: 'long_text', labels: title('What happened?', 'Hva skjedde?'), isRequired: true },
          { name: 'ticket.custom.device', type: 'choice', labels: {}, isRequired: false },
        ],
      },
      {
        ...{ key: 'invoice', name: 'Invoice', titles: {}, inbox: 'Billing', pipeline: null, stage: null },
        fields: [{ name: 'subject', type: 'text', labels: title('Subject', 'Emne'), isRequired: true }],
      },
    ],
    portals: [
      {
        ...{ slug, key: 'pk_kvist000000000000000', title: 'Help desk', isOn: true, allowedOrigins: [site] },
        ...{ homeUrl: `${site}/support`, homeRoute: 'help', language: 'nb', languages: ['en', 'nb'] },
        ...{ permissionMode: 'rule', isCompanyReadOnly: true, statusDisplay: 'stages', shownProperties: ['ticket.custom.device'] },
        ...{ closedPolicy: 'reopen_within', reopenDays: 7, canContactsClose: false, canInvolveColleagues: false, hasEarlierThreads: true },
        shownLabels: { 'ticket.custom.device': title('Which device', 'Hvilken enhet') },
        theme: {
          ...{
            accent: '#7a1f3d',
            surface: null,
            text: null,
            font: 'system',
            fontSize: 17,
            radius: 0,
            density: 'compact',
            darkMode: 'auto',
          },
          ...{ logoUrl: 'https://kvist.example/portal.png', faviconUrl: null },
        },
        consentTexts: { en: { text: 'We keep what you write.', checkbox: 'I agree' }, nb: { text: 'Vi lagrer det.', checkbox: 'Ja' } },
        ...{
          canRegister: false,
          accessMode: 'lists',
          signInMethods: ['magic_link', 'password'],
          passwordEntry: 'page',
          isSsoRequired: false,
        },
        ...{ hasPortalLink: false, passwordMinChars: 15, sessionIdleSeconds: 3600, sessionAbsoluteSeconds: 86_400 },
        defaultInbox: 'Help desk',
        pipelines: ['Incidents'],
        ticketFilter: { groups: [{ conditions: [{ property: 'ticket.stage', operator: 'none_of', value: ['Personnel / Shut'] }] }] },
        companyRule: { groups: [{ conditions: [{ property: 'contact.custom.vip', operator: 'is', value: true }] }] },
        accessLists: ['Invited', 'VIPs'],
        menu: 'Top',
        forms: ['invoice', 'incident'],
        pages: {
          log_in: {
            template: 'notice',
            contents: { en: { title: 'Welcome', text: 'Use your work address.', imageUrl: null, imageAlt: '', links: [] }, nb: null },
          },
        },
        mails: {
          new_reply: { contents: { en: { subject: 'News on {number}', before: 'Hello', button: 'Read it', after: '' }, nb: null } },
        },
        identityProviders: [
          {
            ...{ kind: 'jwt', name: 'Our shop', isOn: true, issuer: 'https://shop.kvist.example', emailDomains: ['kvist.example'] },
            ...{ loginUrl: 'https://shop.kvist.example/login', jwksUrl: null, companyClaim: { name: 'org', by: 'domain' } },
          },
        ],
      },
    ],
  }
}
