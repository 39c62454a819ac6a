import { join } from 'node:path'
import { _electron, chromium, type Page } from 'playwright'
import { projectFolder } from '../../../scripts/lib/project.ts'

export interface VisualStatesWindow {
  readonly page: Page
  readonly close: () => Promise<void>
}

interface WindowOptions {
  /** The Electron to open it in, or a Chromium. */
  readonly executable: string
  readonly env: NodeJS.ProcessEnv
  readonly kind?: 'electron' | 'chromium'
}

const here = join(projectFolder, 'tests', 'support', 'visual-states')
// Only root needs it, and only root may go without: everybody else keeps the sandbox.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/**
 * Opens a window of Electron, or of Chromium. Its fonts, time zone and language do not depend on the machine. Motion is
 * reduced, so that screenshots do not show animations.
 */
export async function openVisualStatesWindow({
  executable,
  env,
  kind = 'electron',
}: WindowOptions): Promise<VisualStatesWindow> {
  const fixed = { FONTCONFIG_FILE: join(here, 'fonts.conf'), TZ: 'UTC', LANG: 'en_US.UTF-8', LANGUAGE: 'en' }
  const open = kind === 'electron' ? openElectron : openChromium
  const { page, close } = await open(executable, { ...definedOnly(env), ...fixed })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return { page, close }
}

async function openElectron(
  executablePath: string,
  env: Record<string, string>,
): Promise<VisualStatesWindow> {
  const app = await _electron.launch({
    executablePath,
    // The pixels of a picture are half a CSS pixel: Electron takes pictures at its own scale, not an emulated one.
    args: [...sandbox, '--force-device-scale-factor=2', join(here, 'electron-main.cjs')],
    env,
  })
  return { page: await app.firstWindow(), close: () => app.close() }
}

async function openChromium(
  executablePath: string,
  env: Record<string, string>,
): Promise<VisualStatesWindow> {
  const browser = await chromium.launch({ executablePath, args: sandbox, env })
  return { page: await browser.newPage({ viewport: null }), close: () => browser.close() }
}

/** Sets the size of what the window shows, in CSS pixels, and how fine its pixels are. */
export async function setSize(page: Page, width: number, height: number, scale = 1): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: false,
  })
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
