/**
 * Who asks a server on this machine. A web page reaches a loopback port too: by its address, when the browser sends the
 * page's `Origin`, or under a name of its own that it has led to 127.0.0.1 (DNS rebinding), when it sends that name as
 * `Host`. Programs send neither.
 */

/** The host of a `Host` header without its port, in lower case; undefined where there is no header. '' where it is none. */
export function hostNameOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const host = /^(\[[\da-f:.]+\]|[^:\s/@]+)(?::\d{1,5})?$/i.exec(header)?.[1] ?? ''
  return host.toLowerCase().replace(/\.$/, '')
}

/** Whether a host name, as `hostNameOf` answers it, is this machine's own. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name)
}

/**
 * Whether a `Host` header names another server than this one, which on a loopback port is DNS rebinding. `names` are those
 * that are right beside the machine's own, in lower case.
 */
export function isForeignHost(header: string | undefined, names: readonly string[] = []): boolean {
  const name = hostNameOf(header)
  return name !== undefined && !isLoopbackName(name) && !names.includes(name)
}

/**
 * Whether an `Origin` header is that of a web page from elsewhere. Pages of this machine are not, nor pages of programs:
 * those have schemes of their own. `null`, which any page can send from a frame without an origin, is.
 */
export function isForeignOrigin(header: string | undefined, names: readonly string[] = []): boolean {
  if (header === undefined) return false
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/i.exec(header) ?? []
  if (scheme === '') return true
  if (!/^(?:https?|wss?|ftp)$/i.test(scheme)) return false
  return isForeignHost(rest, names)
}
