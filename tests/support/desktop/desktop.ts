import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBus } from './bus.ts'
import type { NotificationServer } from './notification-servers.ts'
import { startNotifications, type Notifications } from './notifications.ts'
import { screenOf, type Screen } from './screen.ts'
import { startSound } from './sound.ts'
import { watchNotifications, type NotificationWatch } from './watch.ts'
import { startWindowManager, type WindowManager } from './window-manager.ts'
import { startXvfb } from './xvfb.ts'

export type DesktopOptions = {
  /** Default 'none': the notification name has no owner until `useNotifications` is called. */
  notifications?: NotificationServer | 'none'
  /** A window manager; default false: windows are where they asked to be, and the keyboard follows the mouse. */
  windowManager?: boolean
  /** A sound server with one speaker and one microphone; default false. */
  sound?: boolean
  /** Pixels; default 1280 x 800. */
  width?: number
  height?: number
  env?: NodeJS.ProcessEnv
}

/** A private desktop: screen, session bus, notification server, sound, folders. */
export type Desktop = {
  /** The environment for everything that shall run on it. */
  readonly env: NodeJS.ProcessEnv
  readonly display: string
  /** The session bus's address. */
  readonly bus: string
  /** A folder that goes with the desktop. */
  readonly folder: string
  readonly screen: Screen
  /** The window manager, where one was wanted. */
  readonly windowManager: WindowManager | undefined
  /** The notification server that runs now. */
  readonly notifications: Notifications | undefined
  /** Listens to the notification traffic of the bus; stops with the desktop. */
  watchNotifications(): Promise<NotificationWatch>
  /** Ends the notification server, if any, and starts this one. */
  useNotifications(server: NotificationServer | 'none'): Promise<Notifications | undefined>
  /** The same server once more, as after a crash. */
  restartNotifications(): Promise<Notifications | undefined>
  /** Ends everything that runs on it and removes its folder. Idempotent. */
  stop(): Promise<void>
}

/** Starts a private desktop; whatever fails, nothing is left running. Linux only. */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const { notifications = 'none', sound = false, width = 1280, height = 800, env = process.env } = options
  // A bus address must fit into a socket's name: the folder's path stays short.
  const folder = await mkdtemp(join(tmpdir(), 'offhook-'))
  const undo: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })]
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step()
  }
  try {
    const own = await privateEnvironment(env, folder)
    const screen = await startXvfb(own, width, height)
    undo.push(() => screen.stop())
    own.DISPLAY = screen.display
    const bus = await startBus(folder, own)
    undo.push(() => bus.stop())
    own.DBUS_SESSION_BUS_ADDRESS = bus.address
    if (sound) {
      const server = await startSound(folder, own)
      undo.push(() => server.stop())
      own.PULSE_SERVER = server.server
    }
    const windowManager = options.windowManager === true ? await startWindowManager(own) : undefined
    undo.push(async () => windowManager?.stop())
    const { display } = screen
    const desktop = furnish({ env: own, display, bus: bus.address, folder, windowManager, stop, undo })
    await desktop.useNotifications(notifications)
    return desktop
  } catch (error) {
    await stop()
    throw error
  }
}

function furnish(
  base: Pick<Desktop, 'env' | 'display' | 'bus' | 'folder' | 'windowManager' | 'stop'> & { undo: Undo },
): Desktop {
  const { undo, ...rest } = base
  const screen = screenOf(base.env)
  let current: Notifications | undefined
  const use = async (server: NotificationServer | 'none'): Promise<Notifications | undefined> => {
    await current?.stop()
    current = server === 'none' ? undefined : await startNotifications(server, { ...base, screen })
    return current
  }
  undo.push(async () => {
    await current?.stop()
  })
  return {
    ...rest,
    screen,
    get notifications() {
      return current
    },
    async watchNotifications() {
      const watch = await watchNotifications(base.bus)
      undo.push(async () => watch.stop())
      return watch
    },
    useNotifications: use,
    restartNotifications: () => use(current?.server ?? 'none'),
  }
}

type Undo = (() => Promise<void>)[]

/**
 * The caller's environment without its desktop, and with folders of its own for settings, data, state and
 * sockets. The cache stays the caller's: the Electron runtime lives there.
 */
export async function privateEnvironment(env: NodeJS.ProcessEnv, folder: string): Promise<NodeJS.ProcessEnv> {
  const foreign = [
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'DBUS_SESSION_BUS_ADDRESS',
    'AT_SPI_BUS_ADDRESS',
    'PULSE_SERVER',
  ]
  const own: NodeJS.ProcessEnv = { ...env }
  for (const name of foreign) delete own[name]
  const folders = {
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  }
  for (const path of Object.values(folders)) await mkdir(path, { mode: 0o700 })
  return { ...own, ...folders, XDG_SESSION_TYPE: 'x11', GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' }
}
