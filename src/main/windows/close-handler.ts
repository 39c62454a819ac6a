import { t } from '../../shared/messages/translate.ts'
import type { Toast } from '../notifications/notifier.ts'
import type { Notifier } from '../notifications/notifier.ts'
import type { Settings } from '../settings/settings.ts'

/** What becomes of the window instead when the person closes it; null: it closes. */
export type CloseBehaviour = 'hide' | 'minimise' | 'stay' | null

export interface CloseHandlerDeps {
  readonly platform: NodeJS.Platform
  /** Whether the program is on its way out. */
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

/** Closing the window leaves the phone reachable. Where it went is said once, and never again. */
export function createCloseHandler(deps: CloseHandlerDeps): () => CloseBehaviour {
  const { platform, isQuitting, hasTray, notifier, settings, onOpen } = deps

  notifier.on((event) => {
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

  return () => {
    if (isQuitting()) return null
    const isMac = platform === 'darwin'
    if (isMac || hasTray()) {
      showHint(isMac ? 'dock' : 'tray')
      return 'hide'
    }
    showHint('minimised')
    return 'minimise'
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
 * Takes a window off the screen. One that fills it has to give it back first: macOS would leave the person before a
 * black screen of its own. Source: https://github.com/electron/electron/issues/39572
 */
export function hideWindow(window: HidableWindow): void {
  if (!window.isFullScreen()) return window.hide()
  window.once('leave-full-screen', () => {
    window.hide()
  })
  window.setFullScreen(false)
}
