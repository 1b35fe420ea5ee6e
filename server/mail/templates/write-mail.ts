import type { MailKind, Placeholder } from '../../../shared/page-kinds.ts'
import type { MailContents } from '../../../shared/pages.ts'
import { parseSafeText, type SafeParagraph } from '../../../shared/safe-text.ts'
import { html, type Html } from '../../http/html.ts'
import { linkPlaces } from '../mail.table.ts'
import { oneLine, type MailContent, type MailLanguage } from './mail-content.ts'
import { defaultMail } from './mail-defaults.ts'

/** What a mail is about. */
export interface MailFacts {
  /** What stands for the names in braces; `portal` for every mail. */
  values: Partial<Record<Placeholder, string>> & { portal: string }
  /** Where its button leads, with `linkPlaces.token` where a token goes. */
  link: string
  /** `#rrggbb` of the button; null: the elements' own. */
  accent?: string | null
}

/**
 * Writes a mail in the portal's own words, where it has any, else as it comes. Whatever the words: the link stands in it, with the
 * code and with what they are good for. Values are text; nothing in them is read as bold, a link, or the place of a secret.
 *
 * @param own Empty fields are as they come; null: all of them.
 */
export function writeMail(kind: MailKind, language: MailLanguage, own: MailContents | null, facts: MailFacts): MailContent {
  const { contents, codeLabel, notes, doNotAnswer } = defaultMail(kind, language)
  const words = (name: keyof MailContents) => own?.[name] || contents[name]
  const fill = (text: string) => fillIn(text, facts.values)
  const read = (text: string) => parseSafeText(text).map((runs) => runs.map((run) => ({ ...run, text: fill(run.text) })))
  const parts = {
    language,
    portal: plain(facts.values.portal),
    accent: facts.accent ?? '#2f5fd0',
    before: read(words('before')),
    button: oneLine(fill(words('button'))),
    hasOwnButton: Boolean(own?.button),
    link: facts.link,
    codeLabel,
    after: read(words('after')),
    notes: notes.map(fill),
    doNotAnswer,
  }
  return { subject: oneLine(fill(words('subject'))), text: writeText(parts), html: writeHtml(parts).text }
}

interface Parts {
  language: MailLanguage
  portal: string
  accent: string
  before: SafeParagraph[]
  button: string
  hasOwnButton: boolean
  link: string
  codeLabel: string | undefined
  after: SafeParagraph[]
  notes: readonly string[]
  doNotAnswer: string
}

function writeText({ before, button, hasOwnButton, link, codeLabel, after, notes, doNotAnswer }: Parts): string {
  const lead = [before.map(textOf).join('\n\n'), ...(hasOwnButton ? [`${button}:`] : []), link].filter(Boolean).join('\n')
  const sections = [
    lead,
    codeLabel === undefined ? '' : `${codeLabel}\n${linkPlaces.code}`,
    after.map(textOf).join('\n\n'),
    notes.join('\n'),
    doNotAnswer,
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

function textOf(runs: SafeParagraph): string {
  return runs.map(({ text, href }) => (href === undefined || href === text ? text : `${text} (${href})`)).join('')
}

const line = 'margin:0 0 16px;white-space:pre-line;overflow-wrap:anywhere'
const faint = 'margin:0 0 8px;color:#5b6472;font-size:13px'

/** Styles stand at their elements: mail programs drop sheets. Nothing in it is loaded from anywhere. */
function writeHtml({ language, portal, accent, before, button, link, codeLabel, after, notes, doNotAnswer }: Parts): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
      </head>
      <body style="margin:0;background:#f4f5f7">
        <div
          style="max-width:560px;margin:0 auto;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1d2430"
        >
          <p style="margin:0 0 12px;font-weight:600">${portal}</p>
          <div style="background:#fff;border:1px solid #dfe3e8;border-radius:8px;padding:24px">
            ${before.map((runs) => html`<p style="${line}">${runs.map((run) => htmlOf(run))}</p> `)}
            <p style="margin:24px 0">
              <a
                href="${link}"
                style="display:inline-block;padding:12px 20px;border-radius:8px;background:${accent};color:${inkOn(accent)};font-weight:600;text-decoration:none"
                >${button}</a
              >
            </p>
            ${
              codeLabel === undefined
                ? null
                : html`<p style="margin:0 0 4px">${codeLabel}</p>
                    <p style="margin:0 0 16px;font-size:24px;font-weight:600;letter-spacing:3px">${linkPlaces.code}</p>`
            }
            ${after.map((runs) => html`<p style="${line}">${runs.map((run) => htmlOf(run))}</p> `)}
            ${notes.map((note) => html`<p style="${faint}">${note}</p> `)}
            <p style="${faint};overflow-wrap:anywhere">${link}</p>
          </div>
          <p style="margin:16px 0 0;color:#5b6472;font-size:13px">${doNotAnswer}</p>
        </div>
      </body>
    </html> `
}

function htmlOf({ text, isBold, href }: SafeParagraph[number]): Html {
  if (href !== undefined) return html`<a href="${href}" style="color:#1f4fbf">${text}</a>`
  return isBold ? html`<b>${text}</b>` : html`${text}`
}

function fillIn(text: string, values: MailFacts['values']): string {
  return text.replaceAll(/ ?\{(\w+)\}/g, (whole, name: Placeholder) => {
    const value = values[name]
    if (value === undefined) return whole
    const shown = plain(value)
    // “Hello {name},” to somebody without a name.
    return shown === '' ? '' : `${whole.startsWith(' ') ? ' ' : ''}${shown}`
  })
}

/** On one line, and never the place of a secret. */
function plain(value: string): string {
  return oneLine(value).replaceAll('{{', '{ {')
}

/** White or black, whichever is read better on the colour. */
function inkOn(accent: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(accent.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}
