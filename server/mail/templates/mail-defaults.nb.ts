import type { MailKind } from '../../../shared/page-kinds.ts'
import type { MailTemplate } from './mail-defaults.ts'

export const nbMails: Record<MailKind, MailTemplate> = {
  invitation: {
    contents: {
      subject: 'Sett opp innloggingen din til {portal}',
      before: 'Du har fått tilgang til {portal}: der ser du sakene dine, svarer på dem og melder nye. Sett opp innloggingen din her:',
      button: 'Sett opp innloggingen',
      after: '',
    },
    notes: ['Lenken kan brukes én gang, innen 7 dager. Etter det sender «Glemt passord» på innloggingssiden deg en ny.'],
  },
  welcome: {
    contents: {
      subject: 'Du har fått tilgang til {portal}',
      before: 'Du har fått tilgang til {portal}: der ser du sakene dine, svarer på dem og melder nye. Logg inn med denne e-postadressen:',
      button: 'Logg inn',
      after: '',
    },
    notes: [],
  },
  registration: {
    contents: {
      subject: 'Bekreft e-postadressen din for {portal}',
      before: 'Noen har bedt om innlogging til {portal} med denne adressen. Hvis det var deg, bekreft den og velg et passord her:',
      button: 'Bekreft og velg passord',
      after: '',
    },
    notes: [
      'Lenken kan brukes én gang, innen 24 timer.',
      'Hvis det ikke var deg, trenger du ikke gjøre noe: uten lenken blir ingenting opprettet.',
    ],
  },
  already_registered: {
    contents: {
      subject: 'Du har allerede innlogging til {portal}',
      before: 'Noen har bedt om innlogging til {portal} med denne adressen. Du har det allerede. Logg inn her, eller velg nytt passord:',
      button: 'Logg inn',
      after: '',
    },
    notes: ['Hvis det ikke var du som ba om det, trenger du ikke gjøre noe.'],
  },
  password_reset: {
    contents: {
      subject: 'Velg nytt passord til {portal}',
      before: 'Noen har bedt om nytt passord til innloggingen din i {portal}. Velg det her:',
      button: 'Velg nytt passord',
      after: '',
    },
    notes: ['Lenken kan brukes én gang, innen 24 timer.', 'Hvis det ikke var deg, trenger du ikke gjøre noe: passordet ditt er som før.'],
  },
  password_changed: {
    contents: {
      subject: 'Passordet ditt til {portal} er endret',
      before:
        'Passordet til innloggingen din i {portal} ble nettopp endret. Du er logget ut alle andre steder.\n\nHvis det ikke var deg, velg et nytt med en gang:',
      button: 'Velg nytt passord',
      after: '',
    },
    notes: [],
  },
  magic_link: {
    contents: {
      subject: 'Logg inn i {portal}',
      before: 'Logg inn i {portal} med denne lenken:',
      button: 'Logg inn',
      after: '',
    },
    codeLabel: 'På en annen enhet skriver du denne koden i stedet:',
    notes: [
      'Lenken og koden kan brukes én gang, innen 15 minutter. Gi ikke koden til noen.',
      'Hvis det ikke var du som ba om dette, trenger du ikke gjøre noe.',
    ],
  },
  new_reply: {
    contents: {
      subject: 'Nytt svar på #{number}: {subject}',
      before: 'Hei {name},\n\nDet er et nytt svar på saken din #{number} i {portal}.\n\nLes og svar her:',
      button: 'Les og svar',
      after: '',
    },
    notes: [],
  },
  ticket_received: {
    contents: {
      subject: 'Vi har mottatt #{number}: {subject}',
      before: 'Hei {name},\n\nTakk for at du skrev til {portal}. Saken din har nummer #{number}.\n\nLes og svar her:',
      button: 'Se saken',
      after: '',
    },
    notes: [],
  },
}
