/** What a person sees of a mail. */
export interface ReadMail {
  subject: string
  /** Of the plain text part. */
  text: string
  /** Of the HTML part; empty without one. */
  html: string
}

/** Reads a mail as it came over SMTP: MIME parts, transfer encodings, encoded words (RFC 2045, 2047). */
export function readMail(raw: string): ReadMail {
  const parts = partsOf(raw)
  const bodyOf = (type: string) => parts.find((part) => part.type.startsWith(type))?.body ?? ''
  const words = unfold(raw.split('\r\n\r\n')[0] ?? '')
  return { subject: decodeWords(headerIn(words, 'Subject')), text: bodyOf('text/plain'), html: bodyOf('text/html') }
}

function partsOf(raw: string): { type: string; body: string }[] {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = unfold(head)
  const body = rest.join('\r\n\r\n')
  const type = headerIn(headers, 'Content-Type') || 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (boundary !== undefined) {
    const inner = body.split(new RegExp(`(?:^|\r\n)--${boundary.replaceAll(/\W/g, '\\$&')}(?:--)?(?:\r\n|$)`)).slice(1)
    return inner.flatMap((part) => (part.trim() === '' ? [] : partsOf(part)))
  }
  return [{ type, body: decodeBody(body, headerIn(headers, 'Content-Transfer-Encoding')).replaceAll('\r\n', '\n') }]
}

function decodeBody(body: string, encoding: string): string {
  if (/^base64$/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/^quoted-printable$/i.test(encoding)) return body
  return decodeURIComponent(
    body
      .replaceAll(/=\r\n/g, '')
      .replaceAll('%', '=25')
      .replaceAll(/=([0-9A-F]{2})/gi, '%$1'),
  )
}

function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      decodeBody(word.replaceAll('_', ' '), kind.toLowerCase() === 'b' ? 'base64' : 'quoted-printable'),
    )
}

function unfold(head: string): string {
  return head.replaceAll(/\r\n[ \t]+/g, ' ')
}

function headerIn(head: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? ''
}
