import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Environment } from '../lib/environment.ts'
import { createIncomingCallWindow, type IncomingCallWindow } from './incoming-call-window.ts'
import type { ManagedWindow } from './managed-window.ts'

export interface ElectronIncomingCallWindowDeps {
  readonly environment: Environment
  readonly mainWindow: Pick<ManagedWindow, 'current'>
  /** The page's whole address. */
  readonly url: string
}

/** Creates the IncomingCallWindow with Electron's windows. It opens when it is first shown. */
export function createElectronIncomingCallWindow(deps: ElectronIncomingCallWindowDeps): IncomingCallWindow {
  const { environment, mainWindow, url } = deps
  const { built, platform, wayland, development, clock, timers, log } = environment
  return createIncomingCallWindow({
    create: (options) => new BrowserWindow(options),
    url,
    preload: built('preload', 'index.cjs'),
    platform,
    wayland,
    screen,
    mainWindowBounds() {
      const window = mainWindow.current
      return window?.isVisible() === true && !window.isMinimized() ? window.getBounds() : undefined
    },
    theme: nativeTheme,
    development,
    clock,
    timers,
    log,
  })
}
