import { oneLine, type MailContent, type MailLanguage } from './mail-content.ts'

/** What somebody of the staff is told about their own sign-in. */
export type StaffNotice = 'passwordChanged' | 'secondFactorOn' | 'secondFactorOff' | 'recoveryCodesRenewed'

interface Texts {
  subject: (account: string) => string
  line: (account: string) => string
}

const textsByLanguage: Record<MailLanguage, Record<StaffNotice, Texts> & { notYou: string; doNotAnswer: string }> = {
  en: {
    notYou: 'If it was not you, change your password at once and tell an admin:',
    doNotAnswer: 'Answers to this e-mail are not read.',
    passwordChanged: {
      subject: (account) => `Your password for ${account} was changed`,
      line: (account) => `The password of your staff login to ${account} has just been changed. You were signed out everywhere else.`,
    },
    secondFactorOn: {
      subject: (account) => `Two-step sign-in for ${account} is on`,
      line: (account) => `From now on your staff login to ${account} asks for a code of your authenticator app.`,
    },
    secondFactorOff: {
      subject: (account) => `Two-step sign-in for ${account} is off`,
      line: (account) => `Your password alone is enough for your staff login to ${account} from now on.`,
    },
    recoveryCodesRenewed: {
      subject: (account) => `New recovery codes for ${account}`,
      line: (account) => `Recovery codes of your staff login to ${account} have just been made. Those of before stopped working.`,
    },
  },
  nb: {
    notYou: 'Hvis det ikke var deg, endre passordet med en gang og si fra til en administrator:',
    doNotAnswer: 'Svar på denne e-posten blir ikke lest.',
    passwordChanged: {
      subject: (account) => `Passordet ditt til ${account} er endret`,
      line: (account) => `Passordet til teaminnloggingen din hos ${account} ble nettopp endret. Du er logget ut alle andre steder.`,
    },
    secondFactorOn: {
      subject: (account) => `Totrinnsinnlogging hos ${account} er på`,
      line: (account) => `Fra nå av spør teaminnloggingen din hos ${account} om en kode fra autentiseringsappen.`,
    },
    secondFactorOff: {
      subject: (account) => `Totrinnsinnlogging hos ${account} er av`,
      line: (account) => `Fra nå av er passordet alene nok for teaminnloggingen din hos ${account}.`,
    },
    recoveryCodesRenewed: {
      subject: (account) => `Nye gjenopprettingskoder hos ${account}`,
      line: (account) =>
        `Det er nettopp laget gjenopprettingskoder for teaminnloggingen din hos ${account}. De forrige virker ikke lenger.`,
    },
  },
}

/** The mail that follows a change of how somebody of the staff signs in. `link`: their account page. */
export function staffMail(notice: StaffNotice, facts: { accountName: string; link: string }, language: MailLanguage): MailContent {
  const texts = textsByLanguage[language]
  const account = oneLine(facts.accountName)
  return {
    subject: oneLine(texts[notice].subject(account)),
    text: [texts[notice].line(account), '', texts.notYou, facts.link, '', texts.doNotAnswer, ''].join('\n'),
  }
}
