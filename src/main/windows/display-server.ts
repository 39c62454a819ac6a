/** What decides which display server Chromium talks to. */
export interface DisplayFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The value of `--ozone-platform`, which Electron 38 and later set themselves; '' where there is none. */
  readonly ozone: string
  /** `process.versions.electron`. */
  readonly electron: string
}

/** The first Electron that is a Wayland client by default in a Wayland session. */
const WAYLAND_BY_DEFAULT = 38

/** Whether this process is a Wayland client. Under XWayland it is none. */
export function isWaylandClient({ platform, env, ozone, electron }: DisplayFacts): boolean {
  if (platform !== 'linux') return false
  if (ozone !== '' && ozone !== 'auto') return ozone === 'wayland'
  return Number.parseInt(electron, 10) >= WAYLAND_BY_DEFAULT && isWaylandSession(env)
}

export const isWaylandSession = (env: Readonly<Record<string, string | undefined>>) =>
  env['XDG_SESSION_TYPE'] === 'wayland' && (env['WAYLAND_DISPLAY'] ?? '') !== ''
