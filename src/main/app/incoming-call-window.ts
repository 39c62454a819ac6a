import { BrowserWindow, nativeTheme, screen } from 'electron'
import { createPopup, type Popup } from '../windows/incoming-call-window.ts'
import type { PhoneWindow } from '../windows/managed-window.ts'
import type { Ground } from './environment.ts'

/** The small call window, made when it is needed; `url` is its page's whole address. */
export function preparePopup(ground: Ground, phone: PhoneWindow, url: string): Popup {
  return createPopup({
    ...ground,
    create: (options) => new BrowserWindow(options),
    url,
    preload: ground.built('preload', 'index.cjs'),
    screen,
    phone() {
      const window = phone.current
      return window?.isVisible() === true && !window.isMinimized() ? window.getBounds() : undefined
    },
    theme: nativeTheme,
  })
}
