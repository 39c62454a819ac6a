import type { App, BrowserWindow, PowerMonitor } from 'electron'
import type { Command } from '../../shared/ipc/contract.ts'
import { t } from '../../shared/messages/translate.ts'
import { activeCalls } from '../../shared/domain/phone.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Timers } from '../lib/timers.ts'
import { confirmInDialog } from '../windows/confirm-dialog.ts'
import { hangUpAll } from './hang-up-all.ts'
import { confirmQuitDuringCall, type QuitConfirmation } from './quit.ts'

export interface QuitDialogDeps {
  readonly app: App
  readonly powerMonitor: PowerMonitor
  readonly replica: Replica
  /** The main window, to which the dialog is modal. */
  readonly window: () => BrowserWindow | undefined
  readonly onCommand: (command: Command) => void
  readonly timers: Timers
}

/** Confirms quitting during a call in a dialog. Must be created before any other listener of `before-quit`. */
export function createQuitConfirmation(deps: QuitDialogDeps): QuitConfirmation {
  const { app, powerMonitor, replica, window, onCommand, timers } = deps
  const confirmation = confirmQuitDuringCall({
    app,
    inCall: () => activeCalls(replica.phone).length > 0,
    ask: () => confirmInDialog(window(), quitQuestion()),
    hangUp: () => hangUpAll({ replica, onCommand, timers }),
  })
  powerMonitor.on('shutdown', () => {
    confirmation.onSessionEnd()
  })
  return confirmation
}

const quitQuestion = () => ({
  message: t('dialog.quit-in-call.message'),
  detail: t('dialog.quit-in-call.detail'),
  no: t('dialog.quit-in-call.cancel'),
  yes: t('dialog.quit-in-call.confirm'),
})
