import { t } from '../../shared/messages/translate.ts'
import type { Disposable } from '../lib/disposable.ts'
import type { Notifier, Toast } from '../notifications/notifier.ts'
import type { Settings } from '../settings/settings.ts'

/** What happens instead when the person closes the window; null: it closes. */
export type CloseBehaviour = 'hide' | 'minimise' | 'stay' | null

export interface CloseHandlerDeps {
  readonly platform: NodeJS.Platform
  /** Whether the program is quitting. */
  readonly isQuitting: () => boolean
  /** Whether Offhook can be brought back from the tray. */
  readonly hasTray: () => boolean
  readonly notifier: Pick<Notifier, 'show' | 'on'>
  readonly settings: Pick<Settings, 'backgroundHintShown'>
  /** Called when the person presses the hint. */
  readonly onOpen: (activationToken: string | null) => void
}

const KEY = 'still-here'
type Place = 'dock' | 'tray' | 'minimised'

/** Keeps Offhook running when its window is closed. */
export interface CloseHandler extends Disposable {
  /** Shows a hint where Offhook can be found, once ever. Returns what to do with the window. */
  close(): CloseBehaviour
}

export function createCloseHandler(deps: CloseHandlerDeps): CloseHandler {
  const { platform, isQuitting, hasTray, notifier, settings, onOpen } = deps

  const unsubscribe = notifier.on((event) => {
    if (event.type === 'action' && event.key === KEY) onOpen(event.activationToken ?? null)
  })

  const showHint = (place: Place) => {
    if (settings.backgroundHintShown) return
    settings.backgroundHintShown = true
    const toast: Toast = {
      key: KEY,
      kind: 'hint',
      title: t('notification.keeps-running.title'),
      body: t(`notification.keeps-running.${place}`),
      actions: [],
    }
    void notifier.show(toast)
  }

  return {
    close() {
      if (isQuitting()) return null
      const isMac = platform === 'darwin'
      if (isMac || hasTray()) {
        showHint(isMac ? 'dock' : 'tray')
        return 'hide'
      }
      showHint('minimised')
      return 'minimise'
    },
    dispose: unsubscribe,
  }
}

/** The part of Electron's `BrowserWindow` used here. */
export interface HidableWindow {
  isFullScreen(): boolean
  setFullScreen(flag: boolean): void
  hide(): void
  once(event: 'leave-full-screen', listener: () => void): unknown
}

/**
 * Hides a window. A full-screen window leaves full screen first, because macOS would otherwise show an empty black space. Source: https://github.com/electron/electron/issues/39572
 */
export function hideWindow(window: HidableWindow): void {
  if (!window.isFullScreen()) return window.hide()
  window.once('leave-full-screen', () => {
    window.hide()
  })
  window.setFullScreen(false)
}
