import { enMails } from '../../server/mail/templates/mail-defaults.ts'
import type { MailLanguage } from '../../server/mail/templates/mail-content.ts'
import { writeMail } from '../../server/mail/templates/write-mail.ts'
import type { MailKind } from '../../shared/page-kinds.ts'
import type { MailContents } from '../../shared/pages.ts'
import { inPseudoLanguage } from './pseudo-language.ts'

/** A mail as a mail program draws it. */
export interface MailShot {
  title: string
  html: string
}

const facts = {
  values: {
    portal: 'Kvist Support',
    name: 'Anna Lindqvist',
    subject: 'Shelf labels in aisle 4 still show last week’s price',
    number: '1042',
  },
  link: 'https://help.kvist.example/support#support/login?token=cpl_2b0Vv4GZk1tq0m3cJm0tCz8G0zq6cO1tQxv7wVx9bZY',
  accent: '#1f5f4a',
}

/** Every mail that customers get, in English, bokmål and the pseudo-language. */
export function mailShots(): MailShot[] {
  return (Object.keys(enMails) as MailKind[]).flatMap((kind) => {
    const draw = (title: string, language: MailLanguage, own: MailContents | null): MailShot => {
      const { subject, html = '' } = writeMail(kind, language, own, facts)
      return { title: `${kind}${title}: ${subject}`, html: html.replaceAll('{{code}}', '0727 0201').replaceAll('{{token}}', '') }
    }
    const stretched = inPseudoLanguage(enMails[kind].contents) as MailContents
    return [draw('', 'en', null), draw(', bokmål', 'nb', null), draw(', long words', 'en', stretched)]
  })
}
