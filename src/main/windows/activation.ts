import { spawn } from 'node:child_process'
import { reasonOf, type Log } from '../log.ts'

export interface ActivationDeps {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path of this program, and what starts it again as a second instance of this very one. */
  readonly program: string
  readonly args: readonly string[]
  readonly start: (program: string, args: readonly string[], env: NodeJS.ProcessEnv) => void
  readonly log: Log
}

/**
 * Lets the window come to the front after a notification was pressed. A Wayland compositor raises only a window that
 * presents the token the notification server gave, and Electron takes a token from nowhere but the environment of a
 * second instance. So one is started: it hands the token over and exits. X11 and the other systems need none.
 */
export function createActivation(deps: ActivationDeps): (activationToken: string | null) => void {
  const { platform, env, program, args, start, log } = deps
  const isWayland = env['XDG_SESSION_TYPE'] === 'wayland' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
  return (activationToken) => {
    if (activationToken === null || platform !== 'linux' || !isWayland) return
    try {
      // The second name is the one that X11 programs under a Wayland compositor go by.
      start(program, args, {
        ...env,
        XDG_ACTIVATION_TOKEN: activationToken,
        DESKTOP_STARTUP_ID: activationToken,
      })
    } catch (error) {
      log.warn(`The window could not be brought to the front: ${reasonOf(error)}`)
    }
  }
}

/** Switches that decide which instance a second start finds, and whether it starts at all. */
const KEPT = /^--(user-data-dir|no-sandbox|ozone-platform|disable-gpu)(=|$)/

/**
 * What a second instance is started with, from this process's own arguments: where it is run from the sources, the
 * program's folder, and the switches that matter. No link: it would be opened once more.
 */
export function secondInstanceArgs([, ...given]: readonly string[], isPackaged: boolean): string[] {
  const switches = given.filter((arg) => KEPT.test(arg))
  const sources = isPackaged ? undefined : given.find((arg) => !arg.startsWith('-'))
  return sources === undefined ? switches : [...switches, sources]
}

/** Starts a program that outlives nothing of ours and says nothing. */
export function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(program, [...args], { env, detached: true, stdio: 'ignore' })
  // Where it cannot be started the window stays where it is, as without a token.
  child.on('error', () => {})
  child.unref()
}
