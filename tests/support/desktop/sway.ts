import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readyOrEnded, startBackground, type Background } from './process.ts'

/** A headless compositor with the layer-shell protocol, which mutter lacks and mako needs. */
export type Sway = {
  /** The absolute path of its Wayland socket: a value for `WAYLAND_DISPLAY`. */
  readonly display: string
  stop(): Promise<void>
}

/** The first socket name that a wlroots compositor takes in an empty runtime folder. */
const SOCKET = 'wayland-1'
const POLL_MS = 50
/** Sway refuses to run as root (sway 1.7, `sway/main.c`). This is the overflow UID of Linux. */
const UNPRIVILEGED_ID = 65_534

/** Starts sway headless, as an unprivileged user when this process is root. Rejects with a readable message. */
export async function startSway(env: NodeJS.ProcessEnv): Promise<Sway> {
  const runtime = await mkdtemp(join(tmpdir(), 'offhook-sway-'))
  const config = join(runtime, 'config')
  await writeFile(config, 'xwayland disable\n')
  const isRoot = process.getuid?.() === 0
  if (isRoot) for (const path of [config, runtime]) await chown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID)
  const own: NodeJS.ProcessEnv = {
    ...env,
    HOME: runtime,
    XDG_RUNTIME_DIR: runtime,
    WLR_BACKENDS: 'headless',
    WLR_RENDERER: 'pixman',
    WLR_LIBINPUT_NO_DEVICES: '1',
  }
  delete own['DISPLAY']
  delete own['WAYLAND_DISPLAY']
  const program = await startBackground(...command(isRoot, config), { env: own })
  await readyOrEnded(program, listening(program, join(runtime, SOCKET)))
  return {
    display: join(runtime, SOCKET),
    async stop() {
      await program.stop()
      await rm(runtime, { recursive: true, force: true })
    },
  }
}

function command(isRoot: boolean, config: string): [string, string[]] {
  const sway = ['sway', '--config', config]
  if (!isRoot) return ['sway', sway.slice(1)]
  const id = String(UNPRIVILEGED_ID)
  // A change of the user clears the signal that `startBackground` asked for: it is set again.
  return ['setpriv', ['--reuid', id, '--regid', id, '--clear-groups', '--pdeathsig', 'KILL', ...sway]]
}

async function listening(program: Background, socket: string): Promise<void> {
  const over = new AbortController()
  void program.ended.then(() => over.abort())
  while (!over.signal.aborted && !existsSync(socket)) await pause(POLL_MS)
}
