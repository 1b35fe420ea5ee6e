const encoder = new TextEncoder()

/**
 * One server-sent event. Its parts cannot break out of their fields: the name is a word, the id a number, and JSON
 * holds no line break.
 *
 * @param id Where to resume from; null leaves the reader's place as it is.
 */
export function sseEvent(name: string, id: number | null, data: unknown): Uint8Array {
  if (!/^[a-z_.]+$/.test(name)) throw new Error(`not the name of an event: ${JSON.stringify(name)}`)
  if (id !== null && !Number.isSafeInteger(id)) throw new Error(`not an event id: ${id}`)
  return encoder.encode(`${id === null ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** A line that readers skip; it keeps proxies from closing a quiet connection. */
export const sseHeartbeat = encoder.encode(': \n\n')
