import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Where a verified host is reached: with the installation's own scheme and port. */
export function domainOrigin(publicUrl: string, host: string): string {
  const { protocol, port } = new URL(publicUrl)
  return `${protocol}//${host}${port === '' ? '' : `:${port}`}`
}

/** The page of a portal that this server shows: at the account's domain, else at the installation itself. */
export function hostedUrl(portal: { slug: string; domain_host: string | null }, publicUrl: string): string {
  const { slug, domain_host: host } = portal
  return host === null ? `${publicUrl}/p/${slug}` : `${domainOrigin(publicUrl, host)}/${slug}`
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The one way a host is kept: lower case, punycode. An address that was pasted with `https://` and a slash counts as its host.
 *
 * @returns null for what cannot be a host on the internet: an IP address, one word, a port, a path.
 */
export function normaliseHost(text: string): string | null {
  const bare = /^(?:https?:\/\/)?([^/?#@:\\%\s]+)\/?$/iu.exec(text.trim())?.[1]
  const host = bare === undefined ? '' : domainToASCII(bare).toLowerCase()
  const labels = host.split('.')
  if (host.length > 253 || labels.length < 2 || isIP(host) !== 0 || /^\d+$/.test(labels.at(-1) ?? '')) return null
  return labels.every((one) => label.test(one)) ? host : null
}
