/** RFC 1918, 3927, 6598 and 1122: this computer, and networks that are not the internet. */
const LOCAL_IPV4 =
  /^(10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./
/** RFC 4193 and 4291: unique local, link-local, loopback. */
const LOCAL_IPV6 = /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):|^::1$/
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/
/** RFC 6761, 6762, 8375, and names that only a local resolver knows. */
const LOCAL_NAME = /^[^.]+$|\.(local|localhost|lan|home|internal|intranet|corp|home\.arpa)$/

/** The host of `host:port`, `[v6]:port` or a bare host, in small letters and without brackets. */
function hostOf(address: string): string {
  const [, bracketed] = /^\[([^\]]*)\]/.exec(address) ?? []
  const host = bracketed ?? (/^[^:]*:\d+$/.test(address) ? address.replace(/:\d+$/, '') : address)
  return host.toLowerCase().replace(/\.$/, '')
}

/** Whether an address is certainly in the local network or on this computer, by what it is called. */
export function isLocalAddress(address: string): boolean {
  const host = hostOf(address)
  if (IPV4.test(host)) return LOCAL_IPV4.test(host)
  if (host.includes(':')) return LOCAL_IPV6.test(host)
  return LOCAL_NAME.test(host)
}

/** Whether an address may be one: any name may stand for a private address, as inside companies. */
export function mayBeLocalAddress(address: string): boolean {
  const host = hostOf(address)
  return IPV4.test(host) || host.includes(':') ? isLocalAddress(host) : host !== ''
}

/**
 * What to add to "it cannot be reached" where macOS may be the reason: since macOS 15 it drops what a program sends to the local
 * network until the person allows it, and the program is not told. '' everywhere else.
 */
export function localNetworkHint(platform: string, address: string): string {
  if (platform !== 'darwin' || !isLocalAddress(address) || isLoopback(address)) return ''
  return ' It is in your own network: macOS may hold Offhook back. See System Settings > Privacy & Security > Local Network.'
}

function isLoopback(address: string): boolean {
  const host = hostOf(address)
  return host === 'localhost' || host.startsWith('127.') || host === '::1'
}
