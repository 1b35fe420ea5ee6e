import { fileTypeFromBuffer } from 'file-type'
import { attachmentTypes, type AttachmentType } from '../../shared/limits.ts'

/** Enough to find the entry that names the kind of an office document. */
export const sniffedBytes = 64 * 1024

/** A byte that no text has: controls other than tab, line breaks, form feed and escape. */
const binaryByte = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/
/** HTML, SVG, XML, a script with an interpreter line: text that something would run. */
const activeText = /^\s*(<[a-z!?/]|#!)/i

/**
 * The media type of a file as its bytes tell it; what the sender calls it counts only between kinds of plain text.
 *
 * @param start The first `sniffedBytes` bytes, or all when there are fewer.
 * @returns undefined when the file is of none of the types that an attachment may have.
 */
export async function sniffType(start: Uint8Array, fileName: string): Promise<AttachmentType | undefined> {
  // Not asked of the library, which would unpack it to look inside.
  if (start[0] === 0x1f && start[1] === 0x8b) return 'application/gzip'
  const found = await fileTypeFromBuffer(start).catch(() => undefined)
  if (found) return asAttachmentType(found.mime.split(';')[0] ?? '')
  const text = decode(start)
  if (text === undefined || binaryByte.test(text) || activeText.test(text)) return undefined
  if (/\.csv$/i.test(fileName)) return 'text/csv'
  if (/\.json$/i.test(fileName) && /^\s*[[{"\d]/.test(text)) return 'application/json'
  return 'text/plain'
}

function asAttachmentType(mime: string): AttachmentType | undefined {
  return attachmentTypes.find((type) => type === mime)
}

function decode(start: Uint8Array): string | undefined {
  try {
    // `stream`: the last character may go on behind the start.
    return new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: start.length >= sniffedBytes })
  } catch {
    return undefined
  }
}
