/** A place in a list ordered by time and id, newest first. */
export interface Cursor {
  at: string
  id: string
}

/** Writes a cursor as the opaque `next` of a page. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at} ${cursor.id}`).toString('base64url')
}

/** Reads `after`. Undefined for a missing one; null for one that this server did not write. */
export function readCursor(text: string | undefined): Cursor | null | undefined {
  if (text === undefined) return undefined
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-z]{20,32})$/.exec(Buffer.from(text, 'base64url').toString())
  return match?.[1] && match[2] ? { at: match[1], id: match[2] } : null
}
