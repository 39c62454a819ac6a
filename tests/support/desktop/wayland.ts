import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startBus } from './bus.ts'
import { privateEnvironment } from './desktop.ts'
import { readyOrEnded, startBackground, type Background } from './process.ts'
import { startSound } from './sound.ts'
import { watchNotifications, type NotificationWatch } from './watch.ts'

/** A Wayland session without a screen, and without any X server; its compositor is GNOME's. */
export type WaylandDesktop = {
  /** The environment for programs that run on it. */
  readonly env: NodeJS.ProcessEnv
  /** The session bus's address. */
  readonly bus: string
  /** A folder that is removed with the desktop. */
  readonly folder: string
  /** Listens to the notification traffic of the bus; stops with the desktop. */
  watchNotifications(): Promise<NotificationWatch>
  /** Ends all its processes and removes its folder. Idempotent. */
  stop(): Promise<void>
}

const SOCKET = 'wl-test'
const EVERY_MS = 50

/** Starts mutter headless with one monitor of 1280 x 800, a session bus and a sound server. Rejects with a readable message. */
export async function startWaylandDesktop(env: NodeJS.ProcessEnv = process.env): Promise<WaylandDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-wl-'))
  const undo: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })]
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step()
  }
  try {
    const own = await privateEnvironment(env, folder)
    delete own['DISPLAY']
    delete own['GDK_BACKEND']
    own['XDG_SESSION_TYPE'] = 'wayland'
    const bus = await startBus(folder, own)
    undo.push(() => bus.stop())
    own['DBUS_SESSION_BUS_ADDRESS'] = bus.address
    const compositor = await startMutter(own)
    undo.push(() => compositor.stop())
    own['WAYLAND_DISPLAY'] = SOCKET
    const sound = await startSound(folder, own)
    undo.push(() => sound.stop())
    own['PULSE_SERVER'] = sound.server
    return {
      env: own,
      bus: bus.address,
      folder,
      async watchNotifications() {
        const watch = await watchNotifications(bus.address)
        undo.push(async () => watch.stop())
        return watch
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startMutter(env: NodeJS.ProcessEnv): Promise<Background> {
  const args = [
    '--headless',
    '--wayland',
    '--no-x11',
    '--virtual-monitor',
    '1280x800',
    `--wayland-display=${SOCKET}`,
  ]
  const program = await startBackground('mutter', args, { env })
  const over = new AbortController()
  void program.ended.then(() => over.abort())
  const socket = join(env['XDG_RUNTIME_DIR'] ?? '', SOCKET)
  const listening = async (): Promise<void> => {
    while (!over.signal.aborted && !existsSync(socket)) await pause(EVERY_MS)
  }
  await readyOrEnded(program, listening())
  return program
}
