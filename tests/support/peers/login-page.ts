import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real site on a free loopback port. */
export interface LoopbackSite {
  origin: string
  close: () => Promise<void>
}

/** Serves a site at an origin of its own. What a handler throws becomes a 500 with the words. */
export async function serveSite(
  handle: (request: IncomingMessage, response: ServerResponse, url: URL) => unknown,
  host = '127.0.0.1',
): Promise<LoopbackSite> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${host}`)
    new Promise((resolve) => resolve(handle(request, response, url))).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The fields of a form that was sent. */
export async function readFields(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** Where a provider asks who somebody is; `email` comes with the hidden fields. */
export function loginPage(title: string, hidden: Record<string, string> = {}): string {
  return page(
    title,
    `<h1>${escape(title)}</h1><form method="post">${inputs(hidden)}
    <label>Your address <input name="email" required></label> <button>Sign in here</button></form>`,
  )
}

/** A form that sends itself: the way back of SAML, and of a site that signs tokens. */
export function selfSendingForm(action: string, fields: Record<string, string>): string {
  return page('Going back', `<form id="f" method="post" action="${escape(action)}">${inputs(fields)}</form><script>f.submit()</script>`)
}

function inputs(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('')
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${escape(title)}</title><body>${body}`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
