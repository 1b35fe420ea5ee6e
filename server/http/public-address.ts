import { BlockList, isIP } from 'node:net'

/** Ranges that are nobody's on the internet: this machine, its networks, the cloud's own services (IANA special-purpose registries). */
const special = new BlockList()
const ranges4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
for (const range of ranges4) {
  const [network = '', prefix = ''] = range.split('/')
  special.addSubnet(network, Number(prefix), 'ipv4')
}

/** Of IPv6 only what is given out (2000::/3), and of that not what leads elsewhere: documentation, Teredo, 6to4, NAT64. */
const given6 = new BlockList()
given6.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(network, prefix, 'ipv6')
}

/** Whether an address is one of the public internet. An IPv4 address inside an IPv6 one is none: nobody has to be reached that way. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  return family === 6 && !address.includes('%') && given6.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
