import type { NetConnectOpts } from 'node:net'

/**
 * Where the session bus may be reached, in the order to try: the addresses of DBUS_SESSION_BUS_ADDRESS, or the
 * socket in XDG_RUNTIME_DIR where that is not set. Kinds that no desktop uses for its session are left out.
 */
export function sessionBusAddresses(env: Readonly<Record<string, string | undefined>>): NetConnectOpts[] {
  const given = env['DBUS_SESSION_BUS_ADDRESS']
  if (given) return given.split(';').flatMap((address) => readAddress(address))
  const runtime = env['XDG_RUNTIME_DIR']
  return runtime ? [{ path: `${runtime}/bus` }] : []
}

/** `unix:path=/run/user/1000/bus,guid=...`; values are percent-encoded. */
function readAddress(address: string): NetConnectOpts[] {
  const colon = address.indexOf(':')
  const kind = address.slice(0, colon)
  const pairs = address.slice(colon + 1).split(',')
  const value = (key: string) => {
    const pair = pairs.find((candidate) => candidate.startsWith(`${key}=`))
    return pair === undefined ? undefined : decode(pair.slice(key.length + 1))
  }
  if (kind === 'tcp') {
    const port = Number(value('port'))
    return Number.isInteger(port) && port > 0 ? [{ host: value('host') ?? 'localhost', port }] : []
  }
  if (kind !== 'unix') return []
  const abstract = value('abstract')
  // Node takes a leading NUL for an abstract socket, which is what it is.
  const path = abstract === undefined ? value('path') : `\0${abstract}`
  return path ? [{ path }] : []
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
