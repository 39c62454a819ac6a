import { spawn } from 'node:child_process'
import type { App } from 'electron'
import type { Environment } from '../lib/environment.ts'
import { errorMessage, type Log } from '../lib/log.ts'

export interface ActivationDeps {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The absolute path of this program, and the arguments that start a second instance of it. */
  readonly program: string
  readonly args: readonly string[]
  readonly start: (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => void
  readonly log: Log
}

/**
 * Raises the window after a press on a notification. A Wayland compositor raises a window only with the activation token from the
 * notification server, and Electron accepts a token only from the environment of a second instance. So a second instance is
 * started, which passes the token on and exits. X11 and other systems need no token.
 */
export function createWindowActivation(deps: ActivationDeps): (activationToken: string | null) => void {
  const { platform, env, program, args, start, log } = deps
  const isWayland = env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
  return (activationToken) => {
    if (activationToken === null || platform !== 'linux' || !isWayland) return
    try {
      // The second name is for X11 programs under a Wayland compositor.
      start(program, args, {
        ...env,
        XDG_ACTIVATION_TOKEN: activationToken,
        DESKTOP_STARTUP_ID: activationToken,
      })
    } catch (error) {
      log.warn(`The window could not be brought to the front: ${errorMessage(error)}`)
    }
  }
}

/** Raises the window by a second instance of this program. */
export function createSecondInstanceActivation({
  environment,
  app,
}: {
  readonly environment: Pick<Environment, 'platform' | 'env' | 'log'>
  readonly app: Pick<App, 'isPackaged'>
}): (activationToken: string | null) => void {
  const { platform, env, log } = environment
  const args = secondInstanceArgs(process.argv, app.isPackaged)
  return createWindowActivation({ platform, env, program: process.execPath, args, start, log })
}

/** The switches that a second start needs in order to find this instance, or to start at all. */
const KEPT_SWITCHES = /^--(user-data-dir|no-sandbox|ozone-platform|disable-gpu)(=|$)/

/**
 * The arguments of a second instance, taken from those of this process: the program's folder for a run from source, and the
 * relevant switches. Links are left out, because they would be opened again.
 */
export function secondInstanceArgs([, ...given]: readonly string[], isPackaged: boolean): string[] {
  const switches = given.filter((arg) => KEPT_SWITCHES.test(arg))
  const sources = isPackaged ? undefined : given.find((arg) => !arg.startsWith('-'))
  return sources === undefined ? switches : [...switches, sources]
}

/** Starts a program, detached and without output. */
function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(program, [...args], { env, detached: true, stdio: 'ignore' })
  // If it cannot be started, the window is not raised, as without a token.
  child.on('error', () => {})
  child.unref()
}
