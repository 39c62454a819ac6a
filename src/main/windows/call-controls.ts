import { activeCalls, type Phone } from '../../shared/domain/phone.ts'
import type { Disposable } from '../lib/disposable.ts'
import type { Replica } from '../ipc/replica.ts'
import { raiseWindow, type RaisableWindow } from './raise.ts'

/** The part of Electron's `BrowserWindow` used here. */
export interface CallControlsWindow extends RaisableWindow {
  setMinimizable(flag: boolean): void
}

export interface CallControlsDeps {
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly window: () => CallControlsWindow | undefined
  /** Opens the window if it was closed, and reloads its page if that has crashed. */
  readonly open: () => void
  readonly platform: NodeJS.Platform
}

/** Keeps mute, keypad, duration and Hang up on the screen during a call. */
export interface CallControls extends Disposable {
  /** The window has been minimised: during a call it comes back, without taking the keyboard focus. */
  minimised(): void
}

/**
 * Brings the window to the front when a call begins outside it: on a notification, in the IncomingCallWindow or in the tray. A
 * window that has the focus stays unchanged.
 */
export function keepCallControlsVisible(deps: CallControlsDeps): CallControls {
  const { replica, window, open, platform } = deps

  const show = () => {
    const current = window()
    if (current?.isVisible() === true && !current.isMinimized() && current.isFocused()) return
    open()
    const opened = window()
    if (opened) raiseWindow(opened, platform)
  }
  const unsubscribe = replica.subscribe((previous, next) => {
    const before = idsOf(previous)
    const now = idsOf(next)
    if (before.length > 0 !== now.length > 0) window()?.setMinimizable(now.length === 0)
    if (now.some((id) => !before.includes(id))) show()
  })
  return {
    minimised() {
      const current = window()
      if (activeCalls(replica.phone).length === 0 || !current?.isMinimized()) return
      current.restore()
      current.showInactive()
    },
    dispose: unsubscribe,
  }
}

function idsOf(phone: Phone): readonly string[] {
  return activeCalls(phone).map(({ id }) => id)
}
