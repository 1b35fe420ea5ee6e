import type { WayTexts } from '../en/login-ways.ts'

export const wayTexts: WayTexts = {
  forgotTitle: 'Nytt passord',
  forgotIntro: 'Hvilken adresse logger du inn med? Vi sender en lenke dit, så du kan velge nytt passord.',
  sendMail: 'Send meg en lenke',
  sending: 'Sender…',
  sentTitle: 'Sjekk innboksen',
  forgotSent: (email) => `Hvis ${email} har innlogging her, er en e-post på vei dit. Lenken kan brukes én gang, innen 24 timer.`,
  sentHint: 'Ikke kommet etter noen minutter? Se også i mappen for søppelpost.',
  sendAgain: 'Send på nytt',
  backToLogIn: 'Tilbake til innloggingen',

  resetTitle: 'Velg nytt passord',
  invitationTitle: 'Sett opp innloggingen din',
  newPassword: 'Nytt passord',
  passwordHelp: (min) => `Minst ${min} tegn. Noen ord etter hverandre er lette å huske og vanskelige å gjette.`,
  passwordTooShort: (min) => `Dette er for kort: minst ${min} tegn.`,
  savePassword: 'Lagre og logg inn',
  saving: 'Lagrer…',
  endsOthers: 'Du blir logget ut alle andre steder.',

  codeTitle: 'Logg inn med e-post',
  codeIntro: 'Vi sender deg en lenke å logge inn med, og en kode for når du leser e-posten på en annen enhet.',
  codeSent: (email) =>
    `Hvis ${email} har innlogging her, er en e-post på vei dit. Åpne lenken på denne enheten, eller skriv inn koden her.`,
  code: 'Kode',
  codeHelp: 'De 8 sifrene i e-posten. Lenken og koden kan brukes én gang, innen 15 minutter.',
  codeInvalid: 'Koden har 8 sifre.',
  codeWrong: (triesLeft) =>
    triesLeft === 1
      ? 'Koden stemmer ikke, eller den er for gammel. Du har ett forsøk til.'
      : `Koden stemmer ikke, eller den er for gammel. Du har ${triesLeft} forsøk til.`,
  codeUsedUp: 'Denne koden kan ikke brukes lenger. Få tilsendt en ny.',
  hasCode: 'Jeg har allerede en kode',
  linkTitle: 'Logg inn',
  linkIntro: 'Du har åpnet lenken i e-posten fra oss. Ett klikk, så er du inne.',

  registerTitle: 'Registrer deg',
  registerIntro: 'Vi sender deg en lenke, så du kan bekrefte adressen og velge passord.',
  name: 'Navnet ditt',
  register: 'Registrer',
  registerSent: (email) => `En e-post er på vei til ${email}. Lenken kan brukes én gang, innen 24 timer.`,
  hasLogin: 'Har du innlogging allerede?',
  registerOwn: 'Denne adressen er portalens egen. Bruk din egen adresse.',
  registerOff: 'Ingen kan registrere seg her akkurat nå. Be dem som driver nettstedet, om tilgang.',

  language: 'nb',
  consentTitle: 'Før du går videre',
  agree: 'Godta og gå videre',
  consentMissing: 'Kryss av i boksen for å gå videre.',
  consentChanged: 'Teksten er nettopp endret. Last siden på nytt for å lese den slik den er nå.',

  linkBadTitle: 'Lenken kan ikke brukes lenger',
  linkBad: 'Den er brukt, er for gammel, eller det finnes en nyere e-post. Få tilsendt en ny.',
  linkBadInvitation: 'Den er brukt eller for gammel. Har du allerede satt opp innloggingen, så logg inn; ellers få tilsendt en ny e-post.',
  linkMissingTitle: 'Åpne lenken i e-posten',
  linkMissing: 'Denne siden hører til en lenke som vi sender på e-post. Åpne lenken igjen, eller få tilsendt en ny.',
  newMail: 'Send meg en ny e-post',
}
