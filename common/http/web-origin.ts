/**
 * Checks for the origin of a request to a server on this machine. A web page can reach a loopback port in two ways: by its address,
 * with the page's `Origin`, or by a host name that resolves to 127.0.0.1 (DNS rebinding), with that name as `Host`. Other programs
 * send neither.
 */

/** The host of a `Host` header without its port, in lower case; undefined without a header; '' if the header is invalid. */
function hostNameOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const host = /^(\[[\da-f:.]+\]|[^:\s/@]+)(?::\d{1,5})?$/i.exec(header)?.[1] ?? ''
  return host.toLowerCase().replace(/\.$/, '')
}

/** Whether a host name, in the form of `hostNameOf`, is this machine's own. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name)
}

/**
 * Whether a `Host` header names another server, which on a loopback port means DNS rebinding. `names`: further valid names in lower
 * case.
 */
export function isForeignHost(header: string | undefined, names: readonly string[] = []): boolean {
  const name = hostNameOf(header)
  return name !== undefined && !isLoopbackName(name) && !names.includes(name)
}

/**
 * Whether an `Origin` header belongs to a foreign web page. Pages of this machine are not foreign, nor are pages of programs, which
 * have their own schemes. `null` is foreign: any page can send it from a sandboxed frame.
 */
export function isForeignOrigin(header: string | undefined, names: readonly string[] = []): boolean {
  if (header === undefined) return false
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/i.exec(header) ?? []
  if (scheme === '') return true
  if (!/^(?:https?|wss?|ftp)$/i.test(scheme)) return false
  return isForeignHost(rest, names)
}
