import { BlockList, isIP } from 'node:net'

/**
 * Blocks that are not on the public internet.
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, and the blocks for multicast.
 */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Only 2000::/3 of IPv6 is allocated to the public internet. These are its special-purpose blocks. */
const IPV6: readonly (readonly [string, number])[] = [
  // It contains Teredo, ORCHID and benchmarking.
  ['2001::', 23],
  ['2001:db8::', 32],
  // A 6to4 address contains an IPv4 address.
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const special = new BlockList()
for (const [net, bits] of IPV4) special.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of IPV6) special.addSubnet(net, bits, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Endings of names that are not, or need not be, in the public DNS. Sources: IANA Special-Use Domain Names; ICANN on name collision. */
const INSIDE_NAME =
  /(^|\.)(localhost|localdomain|local|lan|home|corp|mail|intranet|internal|private|home\.arpa|test|invalid|example|onion|alt|arpa)$/

/** Whether the host of an address, as `URL` gives it, is this computer or may be in a network around it. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/\.+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
  switch (isIP(host)) {
    case 4:
      return special.check(host, 'ipv4')
    case 6:
      // Not in 2000::/3: loopback, link-local, unique local, IPv4-mapped, NAT64, multicast and unallocated blocks.
      return !global6.check(host, 'ipv6') || special.check(host, 'ipv6')
    default:
      return !host.includes('.') || INSIDE_NAME.test(host)
  }
}
