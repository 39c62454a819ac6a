import { BrowserWindow, nativeTheme, screen } from 'electron'
import { createIncomingCallWindow, type IncomingCallWindow } from '../windows/incoming-call-window.ts'
import type { ManagedWindow } from '../windows/managed-window.ts'
import type { Environment } from './environment.ts'

/** The small call window, made when it is needed; `url` is its page's whole address. */
export function prepareIncomingCallWindow(
  environment: Environment,
  mainWindow: ManagedWindow,
  url: string,
): IncomingCallWindow {
  return createIncomingCallWindow({
    ...environment,
    create: (options) => new BrowserWindow(options),
    url,
    preload: environment.built('preload', 'index.cjs'),
    screen,
    mainWindowBounds() {
      const window = mainWindow.current
      return window?.isVisible() === true && !window.isMinimized() ? window.getBounds() : undefined
    },
    theme: nativeTheme,
  })
}
