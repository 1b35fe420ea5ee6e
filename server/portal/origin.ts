import { domainToASCII } from 'node:url'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The one way an origin is written in the settings: lower case, punycode, without the default port. `http` is for
 * loopback only; a wildcard, a path, a user or a trailing dot is not an origin.
 *
 * @returns null when the text is not a web origin that a portal may list.
 */
export function normaliseOrigin(text: string): string | null {
  const match = /^(https?):\/\/([^/?#@\\*%\s]+?)\/?$/iu.exec(text)
  const url = match && URL.parse(text)
  if (!url) return null
  const { hostname, protocol } = url
  if (hostname === '' || hostname.endsWith('.') || url.username !== '' || url.pathname !== '/') return null
  if (!hostname.startsWith('[') && domainToASCII(hostname) === '') return null
  if (protocol === 'http:' && !loopbackHosts.has(hostname)) return null
  return url.origin
}
