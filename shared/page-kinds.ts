/** The pages that a portal shows around its own: before anybody is in, and after. */
export const pageKinds = [
  'log_in',
  'register',
  'set_up',
  'reset_request',
  'new_password',
  'code',
  'consent',
  'log_out',
  'access_denied',
] as const
export type PageKind = (typeof pageKinds)[number]

/** `plain`: the form alone; `notice`: a text above it; `image`: a text above it and a picture beside. */
export const pageTemplates = ['plain', 'notice', 'image'] as const
export type PageTemplate = (typeof pageTemplates)[number]

/** Languages that a portal's texts are written in. */
export const textLanguages = ['en', 'nb'] as const
export type TextLanguage = (typeof textLanguages)[number]

/** Mails whose words are the portal's own. */
export const mailKinds = [
  'invitation',
  'welcome',
  'registration',
  'already_registered',
  'password_reset',
  'password_changed',
  'magic_link',
  'new_reply',
  'ticket_received',
] as const
export type MailKind = (typeof mailKinds)[number]

/** What may stand in braces in a mail, and is filled in when it is written. */
export type Placeholder = 'portal' | 'name' | 'number' | 'subject'

const aboutTicket: readonly Placeholder[] = ['portal', 'name', 'number', 'subject']

/**
 * What each mail knows. Mails that anybody can have sent to an address name nothing but the portal: nobody gets to write into
 * a stranger's mailbox that way.
 */
export const placeholdersOf: Record<MailKind, readonly Placeholder[]> = {
  invitation: ['portal', 'name'],
  welcome: ['portal', 'name'],
  registration: ['portal'],
  already_registered: ['portal'],
  password_reset: ['portal'],
  password_changed: ['portal'],
  magic_link: ['portal'],
  new_reply: aboutTicket,
  ticket_received: aboutTicket,
}

/** Names in braces that a mail does not know. */
export function unknownPlaceholders(text: string, kind: MailKind): string[] {
  const known: readonly string[] = placeholdersOf[kind]
  return [...text.matchAll(/\{([^{}\n]*)\}/g)].map(([, name = '']) => name).filter((name) => !known.includes(name))
}
