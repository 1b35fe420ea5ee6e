import type { StaffPermission } from '../../../shared/auth.ts'
import { oneLine, type MailContent, type MailLanguage } from './mail-content.ts'

/** What somebody of the team, or who is to be, is written about. */
export type TeamMail =
  | 'invitation'
  | 'invitationElsewhere'
  | 'passwordLink'
  | 'passwordLinkSent'
  | 'permissionsChanged'
  | 'secondFactorReset'
  | 'deactivated'
  | 'activated'
  | 'removed'
  | 'adminAdded'
  | 'adminRemoved'
  | 'secondFactorResetOf'
  | 'deletionAsked'

/** What such a mail tells. */
export interface TeamFacts {
  accountName: string
  /** Who did it; empty where nobody of the team did. */
  by?: string
  /** Whom it is about, where that is not who reads it. */
  about?: string
  permissions?: readonly StaffPermission[]
  /** Where to go; where the mail carries a one-time link, with the place of its token. */
  link: string
}

type Plain = Required<Omit<TeamFacts, 'permissions'>> & { permissions: string }

interface Texts {
  subject: (facts: Plain) => string
  lines: (facts: Plain) => readonly string[]
}

const en: Record<TeamMail, Texts> = {
  invitation: {
    subject: ({ by, accountName }) => `${by} invites you to the team of ${accountName}`,
    lines: ({ by, accountName, permissions, link }) => [
      `${by} invites you to the customer support pages of ${accountName}.`,
      `There you may: ${permissions}.`,
      '',
      'Join here:',
      link,
      '',
      'The link can be used once, within 7 days. If you do not know what this is about, do nothing.',
    ],
  },
  invitationElsewhere: {
    subject: ({ accountName }) => `You were invited to the team of ${accountName}`,
    lines: ({ by, accountName, link }) => [
      `${by} invited you to the team of ${accountName} on this server.`,
      'This address already belongs to a staff login here, and can belong to one team alone. Nothing was changed.',
      '',
      `If you want to work in both, ask ${by} to invite you with another address. Your own login is here:`,
      link,
    ],
  },
  passwordLink: {
    subject: ({ accountName }) => `A new password for ${accountName}`,
    lines: ({ accountName, link }) => [
      `Somebody asked for a new password for your staff login to ${accountName}. Choose it here:`,
      link,
      '',
      'The link can be used once, within 24 hours. If it was not you who asked, do nothing: your password stays as it is.',
    ],
  },
  passwordLinkSent: {
    subject: ({ accountName }) => `A new password for ${accountName}`,
    lines: ({ by, accountName, link }) => [
      `${by} sends you this link to choose a new password for your staff login to ${accountName}:`,
      link,
      '',
      'The link can be used once, within 24 hours. Until then your password stays as it is.',
    ],
  },
  permissionsChanged: {
    subject: ({ accountName }) => `What you may do in ${accountName} was changed`,
    lines: ({ by, permissions, link }) => [
      `${by} changed what you may do. From now on: ${permissions}.`,
      'You were signed out and can sign in again:',
      link,
    ],
  },
  secondFactorReset: {
    subject: ({ accountName }) => `Two-step sign-in for ${accountName} was reset`,
    lines: ({ by, accountName, link }) => [
      `${by} took the second step off your staff login to ${accountName}: your authenticator app and recovery codes stopped working.`,
      'Sign in with your password and set the second step up again:',
      link,
      '',
      'If you did not ask for this, tell another admin at once and choose a new password.',
    ],
  },
  deactivated: {
    subject: ({ accountName }) => `Your login to ${accountName} was switched off`,
    lines: ({ by, accountName }) => [`${by} switched your staff login to ${accountName} off. You were signed out everywhere.`],
  },
  activated: {
    subject: ({ accountName }) => `Your login to ${accountName} works again`,
    lines: ({ by, accountName, link }) => [`${by} switched your staff login to ${accountName} on again:`, link],
  },
  removed: {
    subject: ({ accountName }) => `You are no longer on the team of ${accountName}`,
    lines: ({ by, accountName }) => [`${by} took you out of the team of ${accountName}. Your login was deleted.`],
  },
  adminAdded: {
    subject: ({ about, accountName }) => `${about} is an admin of ${accountName} now`,
    lines: ({ by, about, accountName, link }) => [
      by ? `${by} made ${about} an admin of ${accountName}.` : `${about} accepted an invitation and is an admin of ${accountName}.`,
      'Admins can invite and remove people, and change what everybody may do. Look at the team here:',
      link,
    ],
  },
  adminRemoved: {
    subject: ({ about, accountName }) => `${about} is no longer an admin of ${accountName}`,
    lines: ({ by, about, accountName, link }) => [
      `Because of what ${by} changed, ${about} is no longer an admin of ${accountName}. Look at the team here:`,
      link,
    ],
  },
  secondFactorResetOf: {
    subject: ({ about, accountName }) => `Two-step sign-in of ${about} for ${accountName} was reset`,
    lines: ({ by, about, link }) => [
      `${by} took the second step off the login of ${about}. If nobody asked for it, look at the team now:`,
      link,
    ],
  },
  deletionAsked: {
    subject: ({ accountName }) => `A customer of ${accountName} asks to be deleted`,
    lines: ({ accountName, link }) => [
      `A customer asked ${accountName} to delete everything about them. The law gives one month to answer.`,
      'Look who it is, and carry it out, here:',
      link,
    ],
  },
}

const nb: Record<TeamMail, Texts> = {
  invitation: {
    subject: ({ by, accountName }) => `${by} inviterer deg til teamet hos ${accountName}`,
    lines: ({ by, accountName, permissions, link }) => [
      `${by} inviterer deg til kundestøttesidene hos ${accountName}.`,
      `Der kan du: ${permissions}.`,
      '',
      'Bli med her:',
      link,
      '',
      'Lenken kan brukes én gang, innen 7 dager. Hvis du ikke vet hva dette gjelder, trenger du ikke gjøre noe.',
    ],
  },
  invitationElsewhere: {
    subject: ({ accountName }) => `Du ble invitert til teamet hos ${accountName}`,
    lines: ({ by, accountName, link }) => [
      `${by} inviterte deg til teamet hos ${accountName} på denne serveren.`,
      'Denne adressen hører allerede til en teaminnlogging her, og kan bare høre til ett team. Ingenting er endret.',
      '',
      `Vil du jobbe i begge, be ${by} om å invitere deg med en annen adresse. Din egen innlogging er her:`,
      link,
    ],
  },
  passwordLink: {
    subject: ({ accountName }) => `Nytt passord til ${accountName}`,
    lines: ({ accountName, link }) => [
      `Noen har bedt om et nytt passord til teaminnloggingen din hos ${accountName}. Velg det her:`,
      link,
      '',
      'Lenken kan brukes én gang, innen 24 timer. Hvis det ikke var deg, trenger du ikke gjøre noe: passordet blir som det er.',
    ],
  },
  passwordLinkSent: {
    subject: ({ accountName }) => `Nytt passord til ${accountName}`,
    lines: ({ by, accountName, link }) => [
      `${by} sender deg denne lenken, så du kan velge et nytt passord til teaminnloggingen din hos ${accountName}:`,
      link,
      '',
      'Lenken kan brukes én gang, innen 24 timer. Inntil da blir passordet som det er.',
    ],
  },
  permissionsChanged: {
    subject: ({ accountName }) => `Hva du kan gjøre hos ${accountName}, er endret`,
    lines: ({ by, permissions, link }) => [
      `${by} endret hva du kan gjøre. Fra nå av: ${permissions}.`,
      'Du ble logget ut og kan logge inn igjen:',
      link,
    ],
  },
  secondFactorReset: {
    subject: ({ accountName }) => `Totrinnsinnlogging hos ${accountName} er nullstilt`,
    lines: ({ by, accountName, link }) => [
      `${by} fjernet det andre trinnet fra teaminnloggingen din hos ${accountName}: appen og gjenopprettingskodene virker ikke lenger.`,
      'Logg inn med passordet og sett opp det andre trinnet på nytt:',
      link,
      '',
      'Hvis du ikke har bedt om dette, si fra til en annen administrator med en gang og velg et nytt passord.',
    ],
  },
  deactivated: {
    subject: ({ accountName }) => `Innloggingen din hos ${accountName} er slått av`,
    lines: ({ by, accountName }) => [`${by} slo av teaminnloggingen din hos ${accountName}. Du er logget ut overalt.`],
  },
  activated: {
    subject: ({ accountName }) => `Innloggingen din hos ${accountName} virker igjen`,
    lines: ({ by, accountName, link }) => [`${by} slo på teaminnloggingen din hos ${accountName} igjen:`, link],
  },
  removed: {
    subject: ({ accountName }) => `Du er ikke lenger med i teamet hos ${accountName}`,
    lines: ({ by, accountName }) => [`${by} tok deg ut av teamet hos ${accountName}. Innloggingen din er slettet.`],
  },
  adminAdded: {
    subject: ({ about, accountName }) => `${about} er nå administrator hos ${accountName}`,
    lines: ({ by, about, accountName, link }) => [
      by
        ? `${by} gjorde ${about} til administrator hos ${accountName}.`
        : `${about} tok imot en invitasjon og er administrator hos ${accountName}.`,
      'Administratorer kan invitere og fjerne folk og endre hva alle kan gjøre. Se på teamet her:',
      link,
    ],
  },
  adminRemoved: {
    subject: ({ about, accountName }) => `${about} er ikke lenger administrator hos ${accountName}`,
    lines: ({ by, about, accountName, link }) => [
      `Etter en endring av ${by} er ${about} ikke lenger administrator hos ${accountName}. Se på teamet her:`,
      link,
    ],
  },
  secondFactorResetOf: {
    subject: ({ about, accountName }) => `Totrinnsinnloggingen til ${about} hos ${accountName} er nullstilt`,
    lines: ({ by, about, link }) => [
      `${by} fjernet det andre trinnet fra innloggingen til ${about}. Hvis ingen har bedt om det, se på teamet nå:`,
      link,
    ],
  },
  deletionAsked: {
    subject: ({ accountName }) => `En kunde av ${accountName} ber om å bli slettet`,
    lines: ({ accountName, link }) => [
      `En kunde har bedt ${accountName} om å slette alt om seg. Loven gir én måned til å svare.`,
      'Se hvem det er, og utfør slettingen, her:',
      link,
    ],
  },
}

const wordsByLanguage: Record<MailLanguage, { texts: typeof en; permissions: Record<StaffPermission, string>; doNotAnswer: string }> = {
  en: {
    texts: en,
    permissions: {
      'inbox.answer': 'answer customers',
      'contacts.edit': 'manage contacts and who gets in',
      'portal.settings': 'set the portal up',
      'account.admin': 'manage the team',
    },
    doNotAnswer: 'Answers to this e-mail are not read.',
  },
  nb: {
    texts: nb,
    permissions: {
      'inbox.answer': 'svare kunder',
      'contacts.edit': 'styre kontakter og hvem som slipper inn',
      'portal.settings': 'sette opp portalen',
      'account.admin': 'styre teamet',
    },
    doNotAnswer: 'Svar på denne e-posten blir ikke lest.',
  },
}

/** A mail to somebody of the team, or who is to be. */
export function teamMail(kind: TeamMail, facts: TeamFacts, language: MailLanguage): MailContent {
  const words = wordsByLanguage[language]
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const plain: Plain = {
    accountName: oneLine(facts.accountName),
    by: oneLine(facts.by ?? ''),
    about: oneLine(facts.about ?? ''),
    permissions: list.format((facts.permissions ?? []).map((permission) => words.permissions[permission])),
    link: facts.link,
  }
  const { subject, lines } = words.texts[kind]
  return { subject: oneLine(subject(plain)), text: [...lines(plain), '', words.doNotAnswer, ''].join('\n') }
}
