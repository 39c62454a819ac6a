import type { BrowserWindow } from 'electron'
import { t } from '../../shared/messages/translate.ts'
import type { Command } from '../../shared/ipc/contract.ts'
import type { Replica } from '../ipc/replica.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Notifier } from '../notifications/notifier.ts'
import type { Settings } from '../settings/settings.ts'
import { confirmCloseDuringCall } from './close-confirmation.ts'
import { createCloseHandler, type CloseBehaviour } from './close-handler.ts'
import { confirmInDialog } from './confirm-dialog.ts'

export interface WindowClosingDeps {
  readonly platform: NodeJS.Platform
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly window: () => BrowserWindow | undefined
  /** Whether the program is quitting. */
  readonly isQuitting: () => boolean
  readonly hasTray: () => boolean
  readonly notifier: Pick<Notifier, 'show' | 'on'>
  readonly settings: Pick<Settings, 'backgroundHintShown'>
  readonly onCommand: (command: Command) => void
  /** Called when the person presses the hint. */
  readonly onOpen: (activationToken: string | null) => void
}

/** What happens when the main window is closed, and when the tray it was hidden to disappears. */
export interface WindowClosing extends Disposable {
  behaviour(): CloseBehaviour
  /** Linux: minimises a window that was hidden to a tray, because only the tray could show it again. */
  trayLost(): void
}

export function createWindowClosing(deps: WindowClosingDeps): WindowClosing {
  const { platform, replica, window, isQuitting, hasTray, notifier, settings, onCommand, onOpen } = deps
  const confirmation = confirmCloseDuringCall({
    replica,
    window,
    ask: (signal) => confirmInDialog(window(), { ...closeQuestion(), signal }),
    hangUp: (id) => {
      onCommand({ type: 'hangup', id })
    },
  })
  const handler = createCloseHandler({ platform, isQuitting, hasTray, notifier, settings, onOpen })
  let wasHidden = false
  return {
    behaviour() {
      if (!isQuitting() && confirmation.preventsClose()) return 'stay'
      const behaviour = handler.close()
      wasHidden = behaviour === 'hide'
      return behaviour
    },
    trayLost() {
      const current = window()
      if (platform === 'linux' && wasHidden && current?.isVisible() === false) current.minimize()
    },
    dispose: disposeAll(
      () => confirmation.dispose(),
      () => handler.dispose(),
    ),
  }
}

const closeQuestion = () => ({
  message: t('dialog.close-in-call.message'),
  detail: t('dialog.close-in-call.detail'),
  no: t('dialog.close-in-call.cancel'),
  yes: t('dialog.close-in-call.confirm'),
})
