import { linkPlaces } from '../mail.table.ts'
import { oneLine, type MailContent, type MailLanguage } from './ticket-mails.ts'

export interface SignInMailFacts {
  portalTitle: string
  /** The address inside the portal, with `linkPlaces.token` where its token goes. */
  link: string
}

/** A mail about signing in: what happened, what to do, and what to make of it if it was somebody else. */
interface Texts {
  subject: (portalTitle: string) => string
  lines: (facts: SignInMailFacts) => readonly string[]
}

type Kind = 'passwordReset' | 'passwordChanged' | 'magicLink' | 'invitation' | 'welcome' | 'registration' | 'alreadyRegistered'

const textsByLanguage: Record<MailLanguage, Record<Kind, Texts> & { doNotAnswer: string }> = {
  en: {
    doNotAnswer: 'Answers to this e-mail are not read.',
    passwordReset: {
      subject: (portalTitle) => `Choose a new password for ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Somebody asked for a new password for your login to ${portalTitle}. Choose it here:`,
        link,
        '',
        'The link can be used once, within 24 hours.',
        'If it was not you, there is nothing to do: your password stays as it is.',
      ],
    },
    passwordChanged: {
      subject: (portalTitle) => `Your password for ${portalTitle} was changed`,
      lines: ({ portalTitle, link }) => [
        `The password of your login to ${portalTitle} has just been changed. You were logged out everywhere else.`,
        '',
        'If it was not you, choose a new one at once:',
        link,
      ],
    },
    magicLink: {
      subject: (portalTitle) => `Log in to ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Log in to ${portalTitle} with this link:`,
        link,
        '',
        'On another device, type this code instead:',
        linkPlaces.code,
        '',
        'Link and code can be used once, within 15 minutes. Give the code to nobody.',
        'If it was not you who asked for this, there is nothing to do.',
      ],
    },
    invitation: {
      subject: (portalTitle) => `Set up your login to ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `You have access to ${portalTitle}: see your tickets there, answer them, and file new ones. Set up your login here:`,
        link,
        '',
        'The link can be used once, within 7 days. After that, “Forgot password” on the login page mails you a new one.',
      ],
    },
    registration: {
      subject: (portalTitle) => `Confirm your e-mail address for ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Somebody asked for a login to ${portalTitle} with this address. If it was you, confirm it and choose a password here:`,
        link,
        '',
        'The link can be used once, within 24 hours.',
        'If it was not you, there is nothing to do: without the link nothing is made.',
      ],
    },
    alreadyRegistered: {
      subject: (portalTitle) => `You already have a login to ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Somebody asked for a login to ${portalTitle} with this address. You have one already. Log in here, or choose a new password:`,
        link,
        '',
        'If it was not you who asked, there is nothing to do.',
      ],
    },
    welcome: {
      subject: (portalTitle) => `You have access to ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `You have access to ${portalTitle}: see your tickets there, answer them, and file new ones. Log in with this e-mail address:`,
        link,
      ],
    },
  },
  nb: {
    doNotAnswer: 'Svar på denne e-posten blir ikke lest.',
    passwordReset: {
      subject: (portalTitle) => `Velg nytt passord til ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Noen har bedt om nytt passord til innloggingen din i ${portalTitle}. Velg det her:`,
        link,
        '',
        'Lenken kan brukes én gang, innen 24 timer.',
        'Hvis det ikke var deg, trenger du ikke gjøre noe: passordet ditt er som før.',
      ],
    },
    passwordChanged: {
      subject: (portalTitle) => `Passordet ditt til ${portalTitle} er endret`,
      lines: ({ portalTitle, link }) => [
        `Passordet til innloggingen din i ${portalTitle} ble nettopp endret. Du er logget ut alle andre steder.`,
        '',
        'Hvis det ikke var deg, velg et nytt med en gang:',
        link,
      ],
    },
    magicLink: {
      subject: (portalTitle) => `Logg inn i ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Logg inn i ${portalTitle} med denne lenken:`,
        link,
        '',
        'På en annen enhet skriver du denne koden i stedet:',
        linkPlaces.code,
        '',
        'Lenken og koden kan brukes én gang, innen 15 minutter. Gi ikke koden til noen.',
        'Hvis det ikke var du som ba om dette, trenger du ikke gjøre noe.',
      ],
    },
    invitation: {
      subject: (portalTitle) => `Sett opp innloggingen din til ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Du har fått tilgang til ${portalTitle}: der ser du sakene dine, svarer på dem og melder nye. Sett opp innloggingen din her:`,
        link,
        '',
        'Lenken kan brukes én gang, innen 7 dager. Etter det sender «Glemt passord» på innloggingssiden deg en ny.',
      ],
    },
    registration: {
      subject: (portalTitle) => `Bekreft e-postadressen din for ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Noen har bedt om innlogging til ${portalTitle} med denne adressen. Hvis det var deg, bekreft den og velg et passord her:`,
        link,
        '',
        'Lenken kan brukes én gang, innen 24 timer.',
        'Hvis det ikke var deg, trenger du ikke gjøre noe: uten lenken blir ingenting opprettet.',
      ],
    },
    alreadyRegistered: {
      subject: (portalTitle) => `Du har allerede innlogging til ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Noen har bedt om innlogging til ${portalTitle} med denne adressen. Du har det allerede. Logg inn her, eller velg nytt passord:`,
        link,
        '',
        'Hvis det ikke var du som ba om det, trenger du ikke gjøre noe.',
      ],
    },
    welcome: {
      subject: (portalTitle) => `Du har fått tilgang til ${portalTitle}`,
      lines: ({ portalTitle, link }) => [
        `Du har fått tilgang til ${portalTitle}: der ser du sakene dine, svarer på dem og melder nye. Logg inn med denne e-postadressen:`,
        link,
      ],
    },
  },
}

/**
 * A mail about signing in. It names the portal and nothing that anybody else could have typed: such mails go to addresses
 * that nobody has proved yet.
 */
export function signInMail(kind: Kind, facts: SignInMailFacts, language: MailLanguage): MailContent {
  const texts = textsByLanguage[language]
  const plain = { ...facts, portalTitle: oneLine(facts.portalTitle) }
  return {
    subject: oneLine(texts[kind].subject(plain.portalTitle)),
    text: [...texts[kind].lines(plain), '', texts.doNotAnswer, ''].join('\n'),
  }
}
