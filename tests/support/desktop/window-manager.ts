import { setTimeout as pause } from 'node:timers/promises'
import { lastWords, run } from '../../../scripts/lib/run.ts'
import { readyOrEnded, startBackground } from './process.ts'

/** An X11 window's number. */
export type WindowId = number

/** A window manager at work, and what it makes of the windows. Source: the Extended Window Manager Hints. */
export type WindowManager = {
  /** The window that has the keyboard, or null. */
  active(): Promise<WindowId | null>
  /** All windows it manages, the one on top last. */
  stacking(): Promise<readonly WindowId[]>
  /** What a window is now, without the prefix: `HIDDEN`, `FULLSCREEN` and so on. */
  state(id: WindowId): Promise<readonly string[]>
  /** Whether a window asks for attention: a taskbar draws the eye to it. */
  urgent(id: WindowId): Promise<boolean>
  /** Brings a window to the front, as a click in a taskbar does, and waits until it has the keyboard. */
  activate(id: WindowId): Promise<void>
  stop(): Promise<void>
}

const EVERY_MS = 50

/** Starts one on a screen and waits until it manages that. `env` must hold its DISPLAY and its session bus. */
export async function startWindowManager(env: NodeJS.ProcessEnv): Promise<WindowManager> {
  const read = async (...args: readonly string[]): Promise<string> => {
    const done = await run('xprop', args, { env, timeout: 20_000 })
    // A window may go while we look at it.
    return done.code === 0 ? done.stdout : ''
  }
  const windows = async (property: string): Promise<readonly WindowId[]> =>
    [...(await read('-root', property)).matchAll(/0x[\da-f]+/g)].map(([number]) => Number(number))

  const program = await startBackground('xfwm4', ['--compositor=off'], { env })
  const over = new AbortController()
  void program.ended.then(() => over.abort())
  const atWork = async (): Promise<void> => {
    while (!over.signal.aborted && (await windows('_NET_SUPPORTING_WM_CHECK')).length === 0)
      await pause(EVERY_MS)
  }
  await readyOrEnded(program, atWork())
  return {
    async active() {
      const [id = 0] = await windows('_NET_ACTIVE_WINDOW')
      return id === 0 ? null : id
    },
    stacking: () => windows('_NET_CLIENT_LIST_STACKING'),
    async state(id) {
      const words = await read('-id', String(id), '_NET_WM_STATE')
      return [...words.matchAll(/_NET_WM_STATE_(\w+)/g)].flatMap(([, name]) => name ?? [])
    },
    async urgent(id) {
      return /urgency hint|DEMANDS_ATTENTION/.test(await read('-id', String(id), 'WM_HINTS', '_NET_WM_STATE'))
    },
    async activate(id) {
      const done = await run('xdotool', ['windowactivate', '--sync', String(id)], { env, timeout: 20_000 })
      if (done.code !== 0) throw new Error(`xdotool failed: ${lastWords(done)}`)
    },
    stop: () => program.stop(),
  }
}
