import { ownAppImage } from '../updates/install-kind.ts'

/** The values that decide which display server Chromium uses. */
export interface DisplayFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The value of `--ozone-platform`; '' where there is none. Electron 38 and later set it themselves. */
  readonly ozone: string
  /** `process.versions.electron`. */
  readonly electron: string
}

/** The first Electron that is a Wayland client by default in a Wayland session. */
const WAYLAND_BY_DEFAULT = 38

/** Whether this process is a Wayland client. Under XWayland it is not. */
export function isWaylandClient({ platform, env, ozone, electron }: DisplayFacts): boolean {
  if (platform !== 'linux') return false
  if (ozone !== '' && ozone !== 'auto') return ozone === 'wayland'
  return Number.parseInt(electron, 10) >= WAYLAND_BY_DEFAULT && isWaylandSession(env)
}

/** The command that restarts Offhook under XWayland, or null if no restart is needed. */
export interface Relaunch {
  readonly args: string[]
  /** The AppImage file: the program mounted from it is gone once this process has ended. */
  readonly execPath?: string
}

export interface RelaunchFacts {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** The absolute path of this program. */
  readonly program: string
  /** `process.argv`. */
  readonly argv: readonly string[]
}

/**
 * A Wayland client cannot put the IncomingCallWindow on top, place it, or keep it from taking the keyboard focus. So a packaged
 * Offhook runs under XWayland if that is available, unless OFFHOOK_OZONE=wayland or an explicit `--ozone-platform` is set. Chromium
 * reads that switch before any of our code runs, so the program has to restart.
 */
export function xwaylandRelaunch({
  platform,
  isPackaged,
  env,
  program,
  argv,
}: RelaunchFacts): Relaunch | null {
  if (platform !== 'linux' || !isPackaged) return null
  if (!isWaylandSession(env) || !env['DISPLAY'] || env['OFFHOOK_OZONE'] === 'wayland') return null
  const [, ...args] = argv
  if (args.some((arg) => /^--ozone-platform(=|$)/.test(arg))) return null
  const appImage = ownAppImage(env, program)
  // The switch comes first: arguments after "--" are not options.
  return { args: ['--ozone-platform=x11', ...args], ...(appImage ? { execPath: appImage } : {}) }
}

const isWaylandSession = (env: Readonly<Record<string, string | undefined>>) =>
  env['XDG_SESSION_TYPE'] === 'wayland' && (env['WAYLAND_DISPLAY'] ?? '') !== ''
