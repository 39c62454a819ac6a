import { isAbsolute, join } from 'node:path'

/** The part of `process.env` that is changed here. */
export type EnvironmentVariables = Record<string, string | undefined>

export interface EnvironmentVariablesDeps {
  readonly platform: NodeJS.Platform
  /** A packaged program ignores the developers' environment variables. */
  readonly isPackaged: boolean
  /** Whether this is a folder in which files can be created. */
  readonly isWritableFolder: (path: string) => boolean
  /** Whether anything exists at this path. */
  readonly exists: (path: string) => boolean
  /** The home folder of the account, from the system's list of accounts. May throw. */
  readonly accountHome: () => string
}

/**
 * Names of variables that would weaken a packaged program: they write the keys of TLS connections to a file, switch off the
 * verification of certificates, add trusted roots, print requests with their secrets, or fix the practice line from outside.
 */
const FORBIDDEN_WHEN_PACKAGED = /^(SSLKEYLOGFILE|NODE_\w+|DEBUG|OFFHOOK_(?!(?:UPDATES|OZONE)$)\w+)$/i

/**
 * Makes the environment safe, for this process and those it starts. Returns the names of the changed variables, for the log. Call
 * it before anything else: Chromium and D-Bus read the environment when they start.
 */
export function sanitizeEnvironment(
  env: EnvironmentVariables,
  deps: EnvironmentVariablesDeps,
): readonly string[] {
  const changed = new Set<string>()
  const set = (name: string, value: string | undefined) => {
    if (env[name] === value) return
    changed.add(name)
    // An assignment of `undefined` to a variable of the process would store the text "undefined".
    if (value === undefined) Reflect.deleteProperty(env, name)
    else env[name] = value
  }
  if (deps.isPackaged)
    for (const name of Object.keys(env)) if (FORBIDDEN_WHEN_PACKAGED.test(name)) set(name, undefined)
  if (deps.platform === 'win32') return [...changed]

  // Chromium puts the socket of the single instance there. Without a folder Chromium exits without a message.
  const { TMPDIR } = env
  if (TMPDIR !== undefined && !(isAbsolute(TMPDIR) && deps.isWritableFolder(TMPDIR))) set('TMPDIR', undefined)
  // Without a home folder Chromium puts the profile into /tmp, where another account could have created that folder.
  const { HOME } = env
  if (HOME === undefined || !isAbsolute(HOME)) set('HOME', homeFrom(deps) ?? HOME)

  if (deps.platform !== 'linux') return [...changed]
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR']) {
    const folder = env[name]
    // The XDG Base Directory Specification: "All paths set in these environment variables must be absolute."
    if (folder !== undefined && !isAbsolute(folder)) set(name, undefined)
  }
  set('DBUS_SESSION_BUS_ADDRESS', sessionBus(env, deps.exists))
  const system = env['DBUS_SYSTEM_BUS_ADDRESS']
  // Unset means the system's usual address, which is safe.
  if (system !== undefined) set('DBUS_SYSTEM_BUS_ADDRESS', safeAddresses(system) ?? undefined)
  return [...changed]
}

/**
 * The account's configuration folder if `sanitizeEnvironment` changed a variable that determines it, because Electron read these
 * variables earlier. Null if Electron's own value is right.
 */
export function configFolder(
  platform: NodeJS.Platform,
  { HOME, XDG_CONFIG_HOME }: EnvironmentVariables,
  changed: readonly string[],
): string | null {
  if (platform !== 'linux' || !changed.some((name) => name === 'HOME' || name === 'XDG_CONFIG_HOME'))
    return null
  return XDG_CONFIG_HOME ?? (HOME === undefined ? null : join(HOME, '.config'))
}

function homeFrom({ accountHome }: Pick<EnvironmentVariablesDeps, 'accountHome'>): string | undefined {
  try {
    const home = accountHome()
    return isAbsolute(home) ? home : undefined
  } catch {
    // An account that the system does not list.
    return undefined
  }
}

/** libdbus reports an error for an address of this kind and does not look for another bus. */
const NO_BUS = 'disabled:'

/**
 * The session bus to use; never empty. Without a usable address libdbus starts `dbus-launch`, and Chromium crashes with SIGTRAP in
 * the process that libdbus forks for it ("FD ownership violation").
 * Source: https://github.com/electron/electron/issues/10345
 */
function sessionBus(
  { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: EnvironmentVariables,
  exists: EnvironmentVariablesDeps['exists'],
): string {
  const safe = safeAddresses(DBUS_SESSION_BUS_ADDRESS ?? '')
  if (safe !== null) return safe
  const usual = XDG_RUNTIME_DIR === undefined ? undefined : `${XDG_RUNTIME_DIR}/bus`
  return usual !== undefined && exists(usual) ? `unix:path=${escapeValue(usual)}` : NO_BUS
}

/** The addresses of a list that name a socket; others start a program or are invalid. Null when none is left. */
function safeAddresses(list: string): string | null {
  const safe = list
    .split(';')
    .filter((address) => /^(unix:(path|abstract)=[^\s\0,]|tcp:[^\s\0])[^\s\0]*$/.test(address))
  return safe.length === 0 ? null : safe.join(';')
}

/** Source: D-Bus specification, "Server Addresses". */
function escapeValue(path: string): string {
  return encodeURI(path).replaceAll(/[,;]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
}
