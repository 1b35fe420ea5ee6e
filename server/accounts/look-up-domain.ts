import { Resolver } from 'node:dns/promises'
import type { FoundRecord } from '../../shared/domains.ts'
import type { Config } from '../config.ts'
import type { DomainRow } from './domain.repo.ts'

const foundMax = 8
const valueMaxChars = 200

/** What DNS says of a domain. */
export interface DomainFacts {
  /** Null: the servers did not answer, nothing is known. */
  isProved: boolean | null
  pointsHere: boolean | null
  found: FoundRecord[]
}

/** The records of which either proves that a host is the account's, and where the host has to lead. */
export function recordsOf({ host, token }: Pick<DomainRow, 'host' | 'token'>, publicUrl: string) {
  const target = new URL(publicUrl).hostname
  const name = `_customer-portal.${host}`
  return { txt: { name, value: `customer-portal=${token}` }, cname: { name, value: `${token}.${target}` }, target }
}

/** Asks DNS for the records of a domain. Never throws: what cannot be asked is not known. */
export async function lookUpDomain(config: Pick<Config, 'publicUrl' | 'dnsServers'>, row: DomainRow): Promise<DomainFacts> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  if (config.dnsServers.length > 0) resolver.setServers(config.dnsServers)
  const { txt, cname, target } = recordsOf(row, config.publicUrl)
  const [texts, names, hostNames, hostAddresses, ownAddresses] = await Promise.all([
    ask(async () => (await resolver.resolveTxt(txt.name)).map((parts) => parts.join(''))),
    ask(() => resolver.resolveCname(cname.name)),
    ask(() => resolver.resolveCname(row.host)),
    addressesOf(resolver, row.host),
    addressesOf(resolver, target),
  ])
  const found: FoundRecord[] = [
    ...(names ?? []).map((value) => ({ kind: 'CNAME' as const, name: cname.name, value })),
    // A resolver follows the one to the other: a text behind a CNAME is not at this name.
    ...(names?.length ? [] : (texts ?? [])).map((value) => ({ kind: 'TXT' as const, name: txt.name, value })),
    ...(hostNames ?? []).map((value) => ({ kind: 'CNAME' as const, name: row.host, value })),
    ...(hostNames?.length ? [] : (hostAddresses ?? [])).map((value) => ({ kind: 'A' as const, name: row.host, value })),
  ]
  const isSame = (one: string, other: string) => one.toLowerCase().replace(/\.$/, '') === other.toLowerCase()
  const isThere = (texts ?? []).some((value) => value.trim() === txt.value) || (names ?? []).some((value) => isSame(value, cname.value))
  return {
    isProved: isThere ? true : texts === null || names === null ? null : false,
    pointsHere: leadsTo(target, hostNames, hostAddresses, ownAddresses, isSame),
    found: found.slice(0, foundMax).map((record) => ({ ...record, value: record.value.slice(0, valueMaxChars) })),
  }
}

function leadsTo(
  target: string,
  names: string[] | null,
  addresses: string[] | null,
  own: string[] | null,
  isSame: (one: string, other: string) => boolean,
): boolean | null {
  if (names?.some((name) => isSame(name, target))) return true
  if (addresses === null || names === null) return null
  if (addresses.length === 0) return names.length > 0 ? null : false
  // A proxy in front of either hides where it leads.
  return own === null || own.length === 0 ? null : addresses.some((address) => own.includes(address))
}

async function addressesOf(resolver: Resolver, host: string): Promise<string[] | null> {
  const [four, six] = await Promise.all([ask(() => resolver.resolve4(host)), ask(() => resolver.resolve6(host))])
  return four === null && six === null ? null : [...(four ?? []), ...(six ?? [])]
}

/** Empty: there is no such record. Null: the servers did not say. */
async function ask(question: () => Promise<string[]>): Promise<string[] | null> {
  try {
    return await question()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENODATA' || code === 'ENOTFOUND' ? [] : null
  }
}
