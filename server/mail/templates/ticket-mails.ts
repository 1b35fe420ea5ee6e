/** Languages that mails are written in. */
export type MailLanguage = 'en' | 'nb'

/** A mail without its receiver. */
export interface MailContent {
  subject: string
  text: string
}

export interface TicketMailFacts {
  portalTitle: string
  ticketNumber: number
  /** The ticket's subject, the customer's own words. */
  subject: string
  /** Where the ticket can be read; see ticketLink. */
  link: string
  contactName: string
}

interface TicketMailTexts {
  greeting: (name: string) => string
  replySubject: (number: number, subject: string) => string
  reply: (number: number, portalTitle: string) => string
  receivedSubject: (number: number, subject: string) => string
  received: (number: number, portalTitle: string) => string
  readHere: string
  doNotAnswer: string
}

const textsByLanguage: Record<MailLanguage, TicketMailTexts> = {
  en: {
    greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
    replySubject: (number, subject) => `New reply to #${number}: ${subject}`,
    reply: (number, portalTitle) => `There is a new reply to your ticket #${number} in ${portalTitle}.`,
    receivedSubject: (number, subject) => `We have received #${number}: ${subject}`,
    received: (number, portalTitle) => `Thank you for writing to ${portalTitle}. Your ticket has the number #${number}.`,
    readHere: 'Read it and answer here:',
    doNotAnswer: 'Answers to this e-mail are not read.',
  },
  nb: {
    greeting: (name) => (name === '' ? 'Hei,' : `Hei ${name},`),
    replySubject: (number, subject) => `Nytt svar på #${number}: ${subject}`,
    reply: (number, portalTitle) => `Det er et nytt svar på saken din #${number} i ${portalTitle}.`,
    receivedSubject: (number, subject) => `Vi har mottatt #${number}: ${subject}`,
    received: (number, portalTitle) => `Takk for at du skrev til ${portalTitle}. Saken din har nummer #${number}.`,
    readHere: 'Les og svar her:',
    doNotAnswer: 'Svar på denne e-posten blir ikke lest.',
  },
}

/** Tells a contact that somebody answered. It only notifies: what was written stays behind the sign-in. */
export function replyNotification(facts: TicketMailFacts, language: MailLanguage): MailContent {
  const texts = textsByLanguage[language]
  return {
    subject: oneLine(texts.replySubject(facts.ticketNumber, facts.subject)),
    text: body(texts, facts, texts.reply(facts.ticketNumber, oneLine(facts.portalTitle))),
  }
}

/** Acknowledges a new ticket with its number. */
export function ticketReceived(facts: TicketMailFacts, language: MailLanguage): MailContent {
  const texts = textsByLanguage[language]
  return {
    subject: oneLine(texts.receivedSubject(facts.ticketNumber, facts.subject)),
    text: body(texts, facts, texts.received(facts.ticketNumber, oneLine(facts.portalTitle))),
  }
}

/** The language of a portal or contact as one that mails are written in: English unless it is Norwegian. */
export function mailLanguage(language: string | null): MailLanguage {
  return language !== null && /^(nb|no|nn)\b/i.test(language) ? 'nb' : 'en'
}

function body(texts: TicketMailTexts, facts: TicketMailFacts, sentence: string): string {
  return [texts.greeting(oneLine(facts.contactName)), '', sentence, '', texts.readHere, facts.link, '', texts.doNotAnswer, ''].join('\n')
}

/** Names and subjects are other people's text: in a header or a line of ours they stay on that line. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()
}
