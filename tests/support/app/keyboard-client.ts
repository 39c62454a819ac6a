import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type ElectronApplication, type Locator } from '@playwright/test'
import type { Desktop } from '../desktop/desktop.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { run } from '../../../scripts/lib/run.ts'
import { defined, electronArguments } from './launch.ts'
import { launchElectron } from './launch-electron.ts'

const program = join(projectFolder, 'tests', 'support', 'app', 'keyboard-client.cjs')

/** Another program with a text field, and the means to type into it with the keyboard of the desktop. */
export interface KeyboardClient {
  readonly app: ElectronApplication
  readonly textField: Locator
  /** Whether its page reports that it has the focus. */
  readonly focused: Locator
  /** The window that has the input focus of the X server. */
  focus(): Promise<string>
  type(text: string): Promise<void>
  /** A key by its X name, such as `Return`. */
  press(key: string): Promise<void>
  close(): Promise<void>
}

/** Starts the program and clicks its text field at (150, 600). */
export async function startKeyboardClient(executable: string, desktop: Desktop): Promise<KeyboardClient> {
  const app = await launchElectron({
    executablePath: executable,
    args: [...electronArguments(await mkdtemp(join(desktop.folder, 'typist-'))), program],
    env: defined(desktop.env),
  })
  const xdotool = async (...args: readonly string[]): Promise<string> => {
    const done = await run('xdotool', args, { env: desktop.env, timeout: 20_000 })
    expect(done.stderr, `xdotool ${args.join(' ')}`).toBe('')
    return done.stdout.trim()
  }
  const page = await app.firstWindow()
  const textField = page.locator('textarea')
  // A window manager may place the window later.
  await expect(async () => {
    await desktop.screen.click(150, 600)
    await expect(textField).toBeFocused({ timeout: 500 })
  }).toPass({ timeout: 15_000 })
  return {
    app,
    textField,
    focused: page.locator('textarea:focus'),
    focus: () => xdotool('getwindowfocus'),
    async type(text) {
      await xdotool('type', text)
    },
    async press(key) {
      await xdotool('key', key)
    },
    close: () => app.close(),
  }
}
