import type { MailKind } from '../../../shared/page-kinds.ts'
import type { MailContents } from '../../../shared/pages.ts'
import type { MailLanguage } from './mail-content.ts'
import { nbMails } from './mail-defaults.nb.ts'

/** A mail as it comes: what a portal may say in other words, and what always stands there. */
export interface MailTemplate {
  contents: MailContents
  /** Above the code, where there is one. */
  codeLabel?: string
  /** How long the link is good, and what to make of the mail if it was somebody else. */
  notes: readonly string[]
}

export const enMails: Record<MailKind, MailTemplate> = {
  invitation: {
    contents: {
      subject: 'Set up your login to {portal}',
      before: 'You have access to {portal}: see your tickets there, answer them, and file new ones. Set up your login here:',
      button: 'Set up your login',
      after: '',
    },
    notes: ['The link can be used once, within 7 days. After that, “Forgot password” on the login page mails you a new one.'],
  },
  welcome: {
    contents: {
      subject: 'You have access to {portal}',
      before: 'You have access to {portal}: see your tickets there, answer them, and file new ones. Log in with this e-mail address:',
      button: 'Log in',
      after: '',
    },
    notes: [],
  },
  registration: {
    contents: {
      subject: 'Confirm your e-mail address for {portal}',
      before: 'Somebody asked for a login to {portal} with this address. If it was you, confirm it and choose a password here:',
      button: 'Confirm and choose a password',
      after: '',
    },
    notes: ['The link can be used once, within 24 hours.', 'If it was not you, there is nothing to do: without the link nothing is made.'],
  },
  already_registered: {
    contents: {
      subject: 'You already have a login to {portal}',
      before: 'Somebody asked for a login to {portal} with this address. You have one already. Log in here, or choose a new password:',
      button: 'Log in',
      after: '',
    },
    notes: ['If it was not you who asked, there is nothing to do.'],
  },
  password_reset: {
    contents: {
      subject: 'Choose a new password for {portal}',
      before: 'Somebody asked for a new password for your login to {portal}. Choose it here:',
      button: 'Choose a new password',
      after: '',
    },
    notes: ['The link can be used once, within 24 hours.', 'If it was not you, there is nothing to do: your password stays as it is.'],
  },
  password_changed: {
    contents: {
      subject: 'Your password for {portal} was changed',
      before:
        'The password of your login to {portal} has just been changed. You were logged out everywhere else.\n\nIf it was not you, choose a new one at once:',
      button: 'Choose a new password',
      after: '',
    },
    notes: [],
  },
  magic_link: {
    contents: {
      subject: 'Log in to {portal}',
      before: 'Log in to {portal} with this link:',
      button: 'Log in',
      after: '',
    },
    codeLabel: 'On another device, type this code instead:',
    notes: [
      'Link and code can be used once, within 15 minutes. Give the code to nobody.',
      'If it was not you who asked for this, there is nothing to do.',
    ],
  },
  new_reply: {
    contents: {
      subject: 'New reply to #{number}: {subject}',
      before: 'Hello {name},\n\nThere is a new reply to your ticket #{number} in {portal}.\n\nRead it and answer here:',
      button: 'Read and answer',
      after: '',
    },
    notes: [],
  },
  ticket_received: {
    contents: {
      subject: 'We have received #{number}: {subject}',
      before: 'Hello {name},\n\nThank you for writing to {portal}. Your ticket has the number #{number}.\n\nRead it and answer here:',
      button: 'See your ticket',
      after: '',
    },
    notes: [],
  },
}

const byLanguage = { en: enMails, nb: nbMails }
const lastLine: Record<MailLanguage, string> = {
  en: 'Answers to this e-mail are not read.',
  nb: 'Svar på denne e-posten blir ikke lest.',
}

/** A mail as it comes, in a language. */
export function defaultMail(kind: MailKind, language: MailLanguage): MailTemplate & { doNotAnswer: string } {
  return { ...byLanguage[language][kind], doNotAnswer: lastLine[language] }
}
