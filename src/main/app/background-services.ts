import { join } from 'node:path'
import { powerMonitor, powerSaveBlocker, type App, type BrowserWindow } from 'electron'
import type { Command, Done, Request } from '../../shared/ipc/contract.ts'
import { activeCalls, type Timestamp } from '../../shared/domain/phone.ts'
import { showBadge } from '../desktop/badge.ts'
import { createClosing, type InsteadOfClosing } from '../windows/close-handler.ts'
import { watchDesktopSigns } from '../desktop/desktop-monitor.ts'
import { createHistory } from '../history/call-history.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { Log } from '../lib/log.ts'
import { createMissedCalls } from '../notifications/missed-call-notifications.ts'
import { sessionBusAddresses } from '../lib/dbus/session-bus-addresses.ts'
import { connectBus } from '../lib/dbus/bus.ts'
import type { Notifier } from '../notifications/notifier.ts'
import { keepAwakeDuringCalls } from '../desktop/keep-awake.ts'
import { createQuietKeeper } from '../dnd/do-not-disturb.ts'
import { askBeforeQuitting } from './quit.ts'
import { createLineFile } from '../history/jsonl-file.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Settings } from '../settings/settings.ts'
import type { RetryingWriter } from '../lib/storage/retrying-writer.ts'
import type { StorageHealth } from '../lib/storage/storage-health.ts'
import type { Timers } from '../lib/timers.ts'
import { createElectronTray } from '../desktop/electron-tray.ts'
import { TRAY_PICTURES } from '../desktop/tray-icons.ts'
import { createTray } from '../desktop/tray.ts'
import { askPerson } from '../windows/confirm-dialog.ts'
import { keepCallControls } from '../windows/call-controls.ts'
import { hangUpAll } from './hang-up-all.ts'
import { askBeforeClosing } from '../windows/close-confirmation.ts'

export interface PresenceEdges {
  readonly app: App
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly replica: Replica
  readonly house: HouseBoard
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

type Asked = 'set-quiet' | 'set-ringing' | 'recents-seen' | 'quit'

/** All by which Offhook is there while its window is not, and what was missed meanwhile. */
export interface Presence {
  /** What becomes of the window when it is closed. */
  readonly insteadOfClosing: () => InsteadOfClosing
  /** The window has been minimised. */
  readonly minimised: () => void
  /** Quits, and in a call too. */
  readonly quitUnasked: () => void
  /** Takes its notifications away. */
  readonly stop: () => Promise<unknown>
  readonly answers: { [T in Asked]: (request: Extract<Request, { type: T }>) => Done }
}

const DONE: Done = { ok: true }

export function createPresence(edges: PresenceEdges): Presence {
  const { app, platform, replica, house, settings, onOpen, clock, timers, log } = edges
  const path = join(app.getPath('userData'), 'recents.jsonl')
  const file = createLineFile({ ...edges, path })
  const history = createHistory({ file, replica, house, clock, log })
  const quiet = createQuietKeeper({ settings, house, clock, timers })
  house.put({ ringing: settings.ringing })
  const stopMissed = createMissedCalls({ ...edges, history, onOpen: edges.onOpenByNotification })
  keepAwakeDuringCalls({ replica, blocker: powerSaveBlocker })
  showBadge({ house, app })

  const quitting = askBeforeQuitting({
    app,
    inCall: () => activeCalls(replica.phone).length > 0,
    ask: () => askPerson(edges.window(), QUIT_QUESTION),
    hangUp: () => hangUpAll({ replica, onCommand: edges.onCommand, timers }),
  })
  powerMonitor.on('shutdown', () => {
    quitting.sessionEnds()
  })
  powerMonitor.on('resume', () => {
    quiet.check()
  })

  let hasBeenHidden = false
  const tray = createTray({
    create: (icon) => createElectronTray(TRAY_PICTURES, platform, icon),
    replica,
    house,
    onOpen,
    onQuiet: (chosen) => {
      quiet.set(chosen)
    },
    onQuit: () => {
      app.quit()
    },
    clock,
  })
  watchDesktopSigns({
    ...edges,
    connect: () => connectBus(sessionBusAddresses(edges.env), timers),
    onTray(present) {
      tray.setHost(present)
      // A window that can no longer be fetched back from a tray has to be found elsewhere.
      const window = edges.window()
      if (!present && platform === 'linux' && window?.isVisible() === false && hasBeenHidden)
        window.minimize()
    },
    onQuiet: (system) => {
      quiet.setSystem(system)
    },
  })

  const controls = keepCallControls({ replica, window: edges.window, open: onOpen, platform })
  const closingInCall = askBeforeClosing({
    replica,
    window: edges.window,
    ask: (signal) => askPerson(edges.window(), { ...CLOSE_QUESTION, signal }),
    hangUp: (id) => {
      edges.onCommand({ type: 'hangup', id })
    },
  })
  const closing = createClosing({
    ...edges,
    onOpen: edges.onOpenByNotification,
    isQuitting: () => quitting.isUnderWay,
    hasTray: () => tray.isThere,
  })
  return {
    insteadOfClosing() {
      if (!quitting.isUnderWay && closingInCall.holdsBack()) return 'stay'
      const instead = closing()
      hasBeenHidden = instead === 'hide'
      return instead
    },
    minimised() {
      controls.minimised()
    },
    quitUnasked() {
      quitting.withoutAsking()
      app.quit()
    },
    stop: stopMissed,
    answers: {
      'set-quiet'({ quiet: chosen }) {
        quiet.set(chosen)
        return DONE
      },
      'set-ringing'({ ringing }) {
        settings.ringing = ringing
        house.put({ ringing })
        return DONE
      },
      quit() {
        // In a later turn, so that the page gets its reply first.
        setImmediate(() => {
          app.quit()
        })
        return DONE
      },
      'recents-seen'() {
        history.seen()
        return DONE
      },
    },
  }
}

const QUIT_QUESTION = {
  message: 'You are in a call. Quit Offhook?',
  detail: 'Quitting hangs up.',
  no: 'Stay in the call',
  yes: 'Hang up and quit',
} as const

const CLOSE_QUESTION = {
  message: 'You are in a call. Close the window?',
  detail: 'Mute, the keypad and Hang up are in this window. Closing it ends the call.',
  no: 'Keep open',
  yes: 'Hang up and close',
} as const
