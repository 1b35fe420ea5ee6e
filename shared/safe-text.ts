/** A stretch of text that looks the same. */
export interface SafeRun {
  text: string
  isBold?: true
  /** An address of http, https or mailto. */
  href?: string
}

/** One paragraph; line breaks inside are `\n`. */
export type SafeParagraph = SafeRun[]

const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
const marks = /\*\*([^*\n]{1,500})\*\*|\[([^\][\n]{1,200})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"]{0,2000}[^\s<>".,:;!?()*])/g

/**
 * Reads text that staff wrote: paragraphs, `**bold**`, `[words](https://…)`, and bare web addresses. Everything else is text as
 * it stands, HTML too; a link to anything but the web or a mailbox is not one.
 */
export function parseSafeText(text: string): SafeParagraph[] {
  return text
    .replaceAll('\r\n', '\n')
    .replace(invisible, '')
    .split(/\n[\t ]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map(parseRuns)
}

function parseRuns(text: string): SafeParagraph {
  const runs: SafeRun[] = []
  let at = 0
  for (const found of text.matchAll(marks)) {
    const [whole, bold, words, address, bare] = found
    const href = safeHref(address ?? bare ?? '')
    const run: SafeRun | undefined =
      bold === undefined ? (href === undefined ? undefined : { text: words ?? whole, href }) : { text: bold, isBold: true }
    if (!run) continue
    if (found.index > at) runs.push({ text: text.slice(at, found.index) })
    runs.push(run)
    at = found.index + whole.length
  }
  if (at < text.length) runs.push({ text: text.slice(at) })
  return runs
}

/** The address as a link may have it; undefined when it leads to anything but the web or a mailbox. */
export function safeHref(address: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  return url.username === '' && url.password === '' ? url.href : undefined
}
