import { linkPlaces } from '../mail.table.ts'
import { oneLine, type MailContent, type MailLanguage } from './mail-content.ts'

type Kind = 'proofCode' | 'deletionAsked'

interface Facts {
  portalTitle: string
  /** The account view of the portal. */
  link: string
}

interface Texts {
  subject: (portalTitle: string) => string
  lines: (facts: Facts) => readonly string[]
}

const textsByLanguage: Record<MailLanguage, Record<Kind, Texts> & { doNotAnswer: string }> = {
  en: {
    doNotAnswer: 'Answers to this e-mail are not read.',
    proofCode: {
      subject: (portalTitle) => `Your code for ${portalTitle}`,
      lines: ({ portalTitle }) => [
        `Type this code in ${portalTitle} to confirm that it is you:`,
        linkPlaces.code,
        '',
        'It can be used once, within 15 minutes. Give it to nobody.',
        'If it was not you who asked for it, somebody is logged in with your login: choose a new password.',
      ],
    },
    deletionAsked: {
      subject: (portalTitle) => `You asked ${portalTitle} to delete your data`,
      lines: ({ portalTitle, link }) => [
        `Your wish that ${portalTitle} delete everything about you has been received. Until it is carried out you can take it back:`,
        link,
        '',
        'If it was not you who asked, take it back and choose a new password.',
      ],
    },
  },
  nb: {
    doNotAnswer: 'Svar på denne e-posten blir ikke lest.',
    proofCode: {
      subject: (portalTitle) => `Koden din til ${portalTitle}`,
      lines: ({ portalTitle }) => [
        `Skriv denne koden i ${portalTitle} for å bekrefte at det er deg:`,
        linkPlaces.code,
        '',
        'Den kan brukes én gang, innen 15 minutter. Gi den ikke til noen.',
        'Hvis det ikke var du som ba om den, er noen logget inn som deg: velg et nytt passord.',
      ],
    },
    deletionAsked: {
      subject: (portalTitle) => `Du har bedt ${portalTitle} om å slette opplysningene dine`,
      lines: ({ portalTitle, link }) => [
        `Vi har mottatt ønsket ditt om at ${portalTitle} sletter alt om deg. Inntil det er gjort, kan du trekke det tilbake:`,
        link,
        '',
        'Hvis det ikke var du som ba om det, trekk det tilbake og velg et nytt passord.',
      ],
    },
  },
}

/** A mail about somebody's own account. */
export function ownDataMail(kind: Kind, facts: Facts, language: MailLanguage): MailContent {
  const texts = textsByLanguage[language]
  const plain = { ...facts, portalTitle: oneLine(facts.portalTitle) }
  return {
    subject: oneLine(texts[kind].subject(plain.portalTitle)),
    text: [...texts[kind].lines(plain), '', texts.doNotAnswer, ''].join('\n'),
  }
}
