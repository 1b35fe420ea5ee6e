import { type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What is used of Koa's context. */
interface SiteContext {
  path: string
  req: IncomingMessage
  res: ServerResponse
  respond?: boolean
}

/**
 * Hands `/__backends/{id}/site/…` on to that backend, as if the page were the backend's own. Its cookies stay below the
 * backend's path, so that two tests never meet in one session.
 *
 * @returns false for every other address.
 */
export async function forwardTo(context: SiteContext, urlOf: (id: string) => string | undefined): Promise<boolean> {
  const match = /^(\/__backends\/(\d+))\/site(\/.*)$/.exec(context.req.url ?? '')
  const url = match?.[2] === undefined ? undefined : urlOf(match[2])
  if (!match || url === undefined) return false
  // Koa would answer 404 by itself.
  context.respond = false
  await forward(context, url + match[3], `${match[1]}/`)
  return true
}

function forward({ req, res }: SiteContext, target: string, cookiePath: string): Promise<void> {
  const { origin, host } = new URL(target)
  const headers = { ...req.headers, host, ...(req.headers.origin === undefined ? {} : { origin }) }
  return new Promise((resolve) => {
    const outgoing = request(target, { method: req.method, headers }, (answer) => {
      const cookies = answer.headers['set-cookie']?.map((cookie) => cookie.replace(/Path=\//i, `Path=${cookiePath}`))
      res.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(cookies ? { 'set-cookie': cookies } : {}) })
      answer.pipe(res)
      answer.on('error', () => res.destroy())
    })
    // A cut connection behind is a cut connection before.
    outgoing.on('error', () => res.destroy())
    res.on('close', () => {
      outgoing.destroy()
      resolve()
    })
    req.pipe(outgoing)
  })
}
