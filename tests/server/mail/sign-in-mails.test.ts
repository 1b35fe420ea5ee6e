import { expect, test } from 'vitest'
import { mailKinds } from '../../../shared/page-kinds.ts'
import { portalLink } from '../../../server/mail/templates/portal-link.ts'
import { writeMail } from '../../../server/mail/templates/write-mail.ts'

const link = 'https://help.acme.example/support#support/login?token={{token}}'
const values = { portal: 'Acme\r\nBcc: evil@x.example\u2028\u202eHelp', name: 'Kim', number: '7', subject: 'Till' }

for (const kind of mailKinds) {
  for (const language of ['en', 'nb'] as const) {
    test(`${kind} in ${language}: one subject, the link on a line of its own, and nothing of a title that is none`, () => {
      const mail = writeMail(kind, language, null, { values, link })
      expect(mail.subject).toMatch(/^[^\u0000-\u001f\u007f\u2028\u2029\u202e]{10,200}$/)
      expect(mail.text).toContain('Acme Bcc: evil@x.example Help')
      const lines = mail.text.split('\n')
      expect(lines).toContain(link)
      expect(lines.filter((line) => /^Bcc:|\r/.test(line))).toEqual([])
      expect(lines.at(-2)).toBe(language === 'en' ? 'Answers to this e-mail are not read.' : 'Svar på denne e-posten blir ikke lest.')
      expect(mail.text).not.toMatch(/undefined|<|\[object|\{(portal|name|number|subject)\}/)
    })
  }
}

test('each kind has words of its own in each language', () => {
  const texts = mailKinds.flatMap((kind) => (['en', 'nb'] as const).map((language) => writeMail(kind, language, null, { values, link })))
  expect(new Set(texts.map(({ subject }) => subject)).size).toBe(texts.length)
  expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length)
})

test('Q22: links lead to the page that holds the portal, whatever stood behind its #, else to the hosted page', () => {
  const portal = { slug: 'help', homeRoute: 'power', homeUrl: 'https://acme.example/support?x=1#somewhere' }
  expect(portalLink(portal, 'https://b.example', 'reset')).toBe('https://acme.example/support?x=1#power/reset')
  expect(portalLink({ ...portal, homeUrl: null }, 'https://b.example', 'reset')).toBe('https://b.example/p/help#support/reset')
})
