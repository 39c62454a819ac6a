import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { lastWords, run } from '../../../scripts/lib/run.ts'

/** Mouse, keyboard and screenshots of a virtual screen; `env` must hold its DISPLAY. */
export type Screen = {
  /** Saves the screen as PNG, or of it what `area` (pixels, as `750x720+210+0`) says. */
  screenshot(path: string, area?: string): Promise<void>
  /** Paints the empty desktop from one colour such as `#34506a` at the top to another `height` pixels below; it starts out black. */
  background(top: string, bottom: string, height: number): Promise<void>
  /** Clicks the mouse at a place in pixels from the top left; button 1 left, 2 middle, 3 right. */
  click(x: number, y: number, button?: number): Promise<void>
  /** Moves the mouse into the lower left corner, away from notifications: a server keeps the one under the mouse open. */
  parkPointer(): Promise<void>
}

export function screenOf(env: NodeJS.ProcessEnv): Screen {
  const must = async (command: string, args: readonly string[]): Promise<void> => {
    const done = await run(command, args, { env, timeout: 20_000 })
    if (done.code !== 0) throw new Error(`${command} failed: ${lastWords(done)}`)
  }
  return {
    async screenshot(path, area) {
      await mkdir(dirname(path), { recursive: true })
      await must('import', [
        '-window',
        'root',
        ...(area === undefined ? [] : ['-crop', area, '+repage']),
        path,
      ])
    },
    async background(top, bottom, height) {
      // `display` paints and exits with 1. Only output on stderr is an error.
      const done = await run(
        'display',
        ['-window', 'root', '-size', `16x${height}`, `gradient:${top}-${bottom}`],
        { env },
      )
      if (done.stderr !== '') throw new Error(`display failed: ${lastWords(done)}`)
    },
    // One xdotool, so that the pointer is seen to arrive before the button goes down. It waits in vain for a
    // pointer that is there already, so the pointer leaves first.
    // X keeps the pointer on the screen.
    parkPointer: () => must('xdotool', ['mousemove', '0', '100000']),
    click: (x, y, button = 1) =>
      must('xdotool', ['mousemove', '0', '0', 'mousemove', '--sync', `${x}`, `${y}`, 'click', `${button}`]),
  }
}
