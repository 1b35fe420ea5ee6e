import type { AttachmentType } from '../../shared/limits.ts'
import { limits } from '../../shared/limits.ts'

/** Controls, soft hyphen, zero-width, bidi marks, embeddings and isolates, line separators, byte-order mark, tags, noncharacters. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffd\u{e0000}-\u{e0fff}]/gu
/** Names of devices on Windows, with any extension. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\.|$)/i

/** Extensions under which a type is known; the first is the one to add. Text types: see `activeExtensions`. */
const extensionsByType: Record<Exclude<AttachmentType, 'text/plain'>, readonly string[]> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/csv': ['csv'],
  'application/json': ['json'],
  'application/zip': ['zip'],
  'application/gzip': ['gz', 'tgz'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'video/mp4': ['mp4', 'm4v'],
  'video/webm': ['webm'],
  'audio/mpeg': ['mp3', 'mp2', 'mpga'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
}

/** Extensions of text that an operating system, a browser or a web server would run. */
const activeExtensions = new Set(
  (
    'htm html xhtml xht shtml mhtml mht svg svgz xml xsl xslt htc hta js mjs cjs jse vbs vbe wsf wsh wsc sct bat cmd com exe scr pif msi ' +
    'ps1 psm1 psd1 reg inf lnk url scf desktop sh bash command php php3 php4 php5 php7 phar pht phtml asp aspx jsp jspx cgi ' +
    'htaccess htpasswd webloc jnlp swf jar xbap gadget cpl dll'
  ).split(' '),
)

/**
 * The name under which a file is shown and saved: its last path part without anything invisible or special to a file
 * system, and with an extension that fits what the bytes are.
 */
export function safeFileName(name: string, type: AttachmentType): string {
  const lastPart = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = trimDots(
    lastPart
      .replace(invisible, '')
      .replace(/[<>:"|?*%]/g, '_')
      .replace(/\s+/g, ' '),
  )
  const named = plain === '' ? 'file' : reserved.test(plain) ? `_${plain}` : plain
  const extension = extensionToAdd(named, type)
  const dot = named.lastIndexOf('.')
  // Of a long name the beginning and the extension stay.
  const [base, ending] =
    extension !== null
      ? [named, `.${extension}`]
      : dot > 0 && named.length - dot <= 12
        ? [named.slice(0, dot), named.slice(dot)]
        : [named, '']
  return (
    trimDots(
      base
        .slice(0, limits.fileNameMaxChars - ending.length)
        .toWellFormed()
        .replaceAll('\ufffd', ''),
    ) + ending
  )
}

function extensionToAdd(name: string, type: AttachmentType): string | null {
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
  if (type === 'text/plain') return activeExtensions.has(extension || name.toLowerCase()) ? 'txt' : null
  const known = extensionsByType[type]
  return known.includes(extension) ? null : (known[0] ?? null)
}

function trimDots(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/g, '')
}
