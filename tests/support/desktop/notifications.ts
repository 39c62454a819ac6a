import { writeFile } from 'node:fs/promises'
import { connectAccessibility, lookFor, type Seen, type SeenWindow } from './accessibility.ts'
import { connectBus, waitForName } from './dbus.ts'
import { invokeMakoAction } from './mako.ts'
import {
  serverRecipe,
  wantedLine,
  type NotificationServer,
  type ServerRecipe,
} from './notification-servers.ts'
import { readyOrEnded, startBackground, type Background } from './process.ts'
import type { Screen } from './screen.ts'
import { startSway } from './sway.ts'

const NAME = 'org.freedesktop.Notifications'

/** A running notification server, and a person's way with it. */
export type Notifications = {
  readonly server: NotificationServer
  /** What its windows show now. Only servers with buttons can be read; dunst and mako draw their own. */
  windows(): Promise<readonly SeenWindow[]>
  /** Waits until a notification shows this text (a part of it is enough). Only servers with buttons. */
  shows(text: string, timeout?: number): Promise<SeenWindow>
  /**
   * Presses the action with this label as a person would: by a real click on the button, from dunst's
   * menu, or as `makoctl invoke` does. `containing` picks among several notifications by their text; those in `besides` are ignored, even if they look like the
   * intended one. `timeout` in ms, default 10 000.
   */
  press(
    label: string,
    options?: { containing?: string; timeout?: number; besides?: readonly SeenWindow[] },
  ): Promise<void>
  stop(): Promise<void>
}

/** Starts a notification server on a desktop and waits until it owns its name on the bus. */
export async function startNotifications(
  server: NotificationServer,
  desktop: { env: NodeJS.ProcessEnv; bus: string; folder: string; screen: Screen },
): Promise<Notifications> {
  const recipe = await serverRecipe(server, desktop.folder)
  const session = connectBus(desktop.bus)
  // mako runs on Wayland only; everything else of the desktop stays on its X display.
  const sway = server === 'mako' ? await startSway(desktop.env) : undefined
  const program = await startServer(recipe, {
    ...desktop.env,
    ...(sway && { WAYLAND_DISPLAY: sway.display }),
  })
  await readyOrEnded(program, waitForName(session, NAME))
  const accessibility = recipe.buttons ? await connectAccessibility(session) : undefined
  const read = async (): Promise<readonly SeenWindow[]> => (await accessibility?.windows(server)) ?? []

  return {
    server,
    windows: read,
    shows: (text, timeout = 10_000) =>
      lookFor(`A notification with "${text}"`, timeout, async () => allContaining(await read(), text)[0]),
    async press(label, { containing: text = '', timeout = 10_000, besides = [] } = {}) {
      const isOld = ({ id }: SeenWindow) => besides.some((old) => old.id === id)
      if (server === 'mako') return invokeMakoAction(session, label, text, timeout)
      if (!recipe.buttons) {
        // A line of dunst's menu: "#Label (summary) [id,key]".
        await writeFile(wantedLine(desktop.folder), `#${label} (${text}`)
        await session.call({
          destination: NAME,
          path: '/org/freedesktop/Notifications',
          interface: 'org.dunstproject.cmd0',
          member: 'ContextMenuCall',
        })
        return
      }
      let before: Seen | undefined
      const button = await lookFor(`A notification's button "${label}" at rest`, timeout, async () => {
        const last = before
        // The newest one: a notification that was just closed may still be fading. A click must wait until the button rests.
        before = allContaining(
          (await read()).filter((window) => !isOld(window)),
          text,
        )
          .map((window) => buttonIn(window, label))
          .findLast((found) => found !== undefined)
        return before && last?.x === before.x && last.y === before.y ? before : undefined
      })
      await desktop.screen.click(
        Math.round(button.x + button.width / 2),
        Math.round(button.y + button.height / 2),
      )
      await desktop.screen.parkPointer()
    },
    async stop() {
      accessibility?.close()
      await program.stop()
      await sway?.stop()
      session.close()
    },
  }
}

function startServer(recipe: ServerRecipe, env: NodeJS.ProcessEnv): Promise<Background> {
  const own = { ...env }
  // The apps of this desktop do without the accessibility bus; here it shows where the buttons are.
  delete own.NO_AT_BRIDGE
  return startBackground(recipe.command, recipe.args, { env: own })
}

function allContaining(windows: readonly SeenWindow[], text: string): readonly SeenWindow[] {
  return windows.filter(({ parts }) => parts.some(({ name }) => name.includes(text)))
}

function buttonIn(window: SeenWindow, label: string) {
  return window.parts.find(({ role, name, width }) => role === 'push button' && name === label && width > 1)
}
