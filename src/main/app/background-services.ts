import { join } from 'node:path'
import { powerMonitor, powerSaveBlocker, type App, type BrowserWindow } from 'electron'
import type { Command, ActionResult, RequestHandlers } from '../../shared/ipc/contract.ts'
import { activeCalls, type Timestamp } from '../../shared/domain/phone.ts'
import { t } from '../../shared/messages/translate.ts'
import { showBadge } from '../desktop/badge.ts'
import { createCloseHandler, type CloseBehaviour } from '../windows/close-handler.ts'
import { watchDesktop } from '../desktop/desktop-monitor.ts'
import { createCallHistory } from '../history/call-history.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Log } from '../lib/log.ts'
import { createMissedCallNotifications } from '../notifications/missed-call-notifications.ts'
import { sessionBusAddresses } from '../lib/dbus/session-bus-addresses.ts'
import { connectBus } from '../lib/dbus/bus.ts'
import type { Notifier } from '../notifications/notifier.ts'
import { keepAwakeDuringCalls } from '../desktop/keep-awake.ts'
import { createDoNotDisturb } from '../dnd/do-not-disturb.ts'
import { confirmQuitDuringCall } from './quit.ts'
import { createJsonlFile } from '../history/jsonl-file.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Settings } from '../settings/settings.ts'
import type { RetryingWriter } from '../lib/storage/retrying-writer.ts'
import type { StorageHealth } from '../lib/storage/storage-health.ts'
import type { Timers } from '../lib/timers.ts'
import { createElectronTray } from '../desktop/electron-tray.ts'
import { TRAY_ICON_FILES } from '../desktop/tray-icons.ts'
import { createTray } from '../desktop/tray.ts'
import { confirmInDialog } from '../windows/confirm-dialog.ts'
import { keepCallControlsVisible } from '../windows/call-controls.ts'
import { hangUpAll } from './hang-up-all.ts'
import { confirmCloseDuringCall } from '../windows/close-confirmation.ts'

export interface BackgroundServicesDeps {
  readonly app: App
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly replica: Replica
  readonly appState: AppStateStore
  readonly settings: Settings
  readonly writer: RetryingWriter
  readonly health: StorageHealth
  readonly notifier: Notifier
  readonly country: string
  readonly window: () => BrowserWindow | undefined
  readonly onOpen: () => void
  /** Called when the person presses one of Offhook's notifications. */
  readonly onOpenByNotification: (activationToken: string | null) => void
  readonly onCommand: (command: Command) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

type Handled = 'set-do-not-disturb' | 'set-ring-settings' | 'mark-recents-seen' | 'quit'

/** All by which Offhook is there while its window is not, and what was missed meanwhile. */
export interface BackgroundServices {
  /** What becomes of the window when it is closed. */
  readonly closeBehaviour: () => CloseBehaviour
  /** The window has been minimised. */
  readonly minimised: () => void
  /** Quits, and in a call too. */
  readonly forceQuit: () => void
  /** Takes its notifications away. */
  readonly stop: () => Promise<unknown>
  readonly handlers: Pick<RequestHandlers, Handled>
}

const DONE: ActionResult = { ok: true }

export function createBackgroundServices(deps: BackgroundServicesDeps): BackgroundServices {
  const { app, platform, replica, appState, settings, onOpen, clock, timers, log } = deps
  const path = join(app.getPath('userData'), 'recents.jsonl')
  const file = createJsonlFile({ ...deps, path })
  const history = createCallHistory({ file, replica, appState, clock, log })
  const doNotDisturb = createDoNotDisturb({ settings, appState, clock, timers })
  appState.update({ ringSettings: settings.ringSettings })
  const stopMissed = createMissedCallNotifications({ ...deps, history, onOpen: deps.onOpenByNotification })
  keepAwakeDuringCalls({ replica, blocker: powerSaveBlocker })
  showBadge({ appState, app })

  const quitting = confirmQuitDuringCall({
    app,
    inCall: () => activeCalls(replica.phone).length > 0,
    ask: () => confirmInDialog(deps.window(), quitQuestion()),
    hangUp: () => hangUpAll({ replica, onCommand: deps.onCommand, timers }),
  })
  powerMonitor.on('shutdown', () => {
    quitting.onSessionEnd()
  })
  powerMonitor.on('resume', () => {
    doNotDisturb.check()
  })

  let hasBeenHidden = false
  const tray = createTray({
    create: (icon) => createElectronTray(TRAY_ICON_FILES, platform, icon),
    replica,
    appState,
    onOpen,
    onDoNotDisturb: (chosen) => {
      doNotDisturb.set(chosen)
    },
    onQuit: () => {
      app.quit()
    },
    clock,
  })
  watchDesktop({
    ...deps,
    connect: () => connectBus(sessionBusAddresses(deps.env), timers),
    onTray(present) {
      tray.setAvailable(present)
      // A window that can no longer be fetched back from a tray has to be found elsewhere.
      const window = deps.window()
      if (!present && platform === 'linux' && window?.isVisible() === false && hasBeenHidden)
        window.minimize()
    },
    onSystemDnd: (system) => {
      doNotDisturb.setSystem(system)
    },
  })

  const controls = keepCallControlsVisible({ replica, window: deps.window, open: onOpen, platform })
  const closeConfirmation = confirmCloseDuringCall({
    replica,
    window: deps.window,
    ask: (signal) => confirmInDialog(deps.window(), { ...closeQuestion(), signal }),
    hangUp: (id) => {
      deps.onCommand({ type: 'hangup', id })
    },
  })
  const closing = createCloseHandler({
    ...deps,
    onOpen: deps.onOpenByNotification,
    isQuitting: () => quitting.isUnderWay,
    hasTray: () => tray.isPresent,
  })
  return {
    closeBehaviour() {
      if (!quitting.isUnderWay && closeConfirmation.preventsClose()) return 'stay'
      const instead = closing()
      hasBeenHidden = instead === 'hide'
      return instead
    },
    minimised() {
      controls.minimised()
    },
    forceQuit() {
      quitting.skipConfirmation()
      app.quit()
    },
    stop: stopMissed,
    handlers: {
      'set-do-not-disturb'({ doNotDisturb: chosen }) {
        doNotDisturb.set(chosen)
        return DONE
      },
      'set-ring-settings'({ ringSettings }) {
        settings.ringSettings = ringSettings
        appState.update({ ringSettings })
        return DONE
      },
      quit() {
        // In a later turn, so that the page gets its reply first.
        setImmediate(() => {
          app.quit()
        })
        return DONE
      },
      'mark-recents-seen'() {
        history.markSeen()
        return DONE
      },
    },
  }
}

const quitQuestion = () => ({
  message: t('dialog.quit-in-call.message'),
  detail: t('dialog.quit-in-call.detail'),
  no: t('dialog.quit-in-call.cancel'),
  yes: t('dialog.quit-in-call.confirm'),
})

const closeQuestion = () => ({
  message: t('dialog.close-in-call.message'),
  detail: t('dialog.close-in-call.detail'),
  no: t('dialog.close-in-call.cancel'),
  yes: t('dialog.close-in-call.confirm'),
})
