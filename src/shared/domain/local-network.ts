/** RFC 1918, 3927, 6598 and 1122: this computer, and networks that are not the internet. */
const LOCAL_IPV4 =
  /^(10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./
/** RFC 4193 and 4291: unique local, link-local, loopback. */
const LOCAL_IPV6 = /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):|^::1$/
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/
/** RFC 6761, 6762, 8375, and names that only a local resolver has. */
const LOCAL_NAME = /^[^.]+$|\.(local|localhost|lan|home|internal|intranet|corp|home\.arpa)$/

/** The host of `host:port`, `[v6]:port` or a bare host, in small letters and without brackets. */
function hostOf(address: string): string {
  const [, bracketed] = /^\[([^\]]*)\]/.exec(address) ?? []
  const host = bracketed ?? (/^[^:]*:\d+$/.test(address) ? address.replace(/:\d+$/, '') : address)
  return host.toLowerCase().replace(/\.$/, '')
}

/** Whether an address is certainly in the local network or on this computer, judged by its text alone. */
export function isLocalAddress(address: string): boolean {
  const host = hostOf(address)
  if (IPV4.test(host)) return LOCAL_IPV4.test(host)
  if (host.includes(':')) return LOCAL_IPV6.test(host)
  return LOCAL_NAME.test(host)
}

/** Whether an address may be in the local network: any name may resolve to a private address, as inside companies. */
export function mayBeLocalAddress(address: string): boolean {
  const host = hostOf(address)
  return IPV4.test(host) || host.includes(':') ? isLocalAddress(host) : host !== ''
}

/**
 * The text to append to "it cannot be reached" if macOS may be the reason, else ''. Since macOS 15 the system silently drops a
 * program's traffic to the local network until the person allows it.
 */
export function localNetworkHint(platform: string, address: string): string {
  if (platform !== 'darwin' || !isLocalAddress(address) || isLoopback(address)) return ''
  return ' The address is in your own network: macOS may be blocking Offhook. See System Settings > Privacy & Security > Local Network.'
}

function isLoopback(address: string): boolean {
  const host = hostOf(address)
  return host === 'localhost' || host.startsWith('127.') || host === '::1'
}
