import type { Attachment } from '../../shared/attachments.ts'

/** Whether a picture stands where its sender put it in the text: it is no file beside the message then. */
export function isInText({ contentId }: Attachment, markup: string | null): boolean {
  if (contentId === null || markup === null) return false
  return [contentId, encodeURIComponent(contentId)].some((name) => markup.includes(`"cid:${name}"`))
}
