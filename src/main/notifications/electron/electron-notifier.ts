import { ELECTRON_NOTIFICATION_TIMEOUT_MS } from '../../../shared/domain/alert-timing.ts'
import type { NotificationConstructorOptions } from 'electron'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { deferred } from '../../lib/deferred.ts'
import { errorMessage, type Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'
import { createListeners } from '../../lib/listeners.ts'
import type { CloseReason, Notifier, NotifierEvent, ShowResult, Toast } from '../notifier.ts'
import { idInArguments, toastId } from './toast-id.ts'
import { incomingCallXml } from './toast-xml.ts'

/** The part of Electron's `Notification` used here. */
export interface NativeNotification {
  show(): void
  close(): void
  on(event: 'show' | 'click', listener: () => void): unknown
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown
  /** Electron 33 gives the index as the second argument, 45 inside the first as well. */
  on(event: 'action', listener: (event: unknown, index: number) => void): unknown
  on(event: 'close', listener: (event: { readonly reason?: string | undefined }) => void): unknown
}

/** What Windows says of a pressed toast, also of one whose object is gone (Electron 42 and later). */
export interface Activation {
  readonly type: string
  readonly arguments: string
  readonly actionIndex?: number | undefined
}

export interface ElectronNotifierDeps {
  readonly platform: NodeJS.Platform
  readonly create: (options: NotificationConstructorOptions) => NativeNotification
  readonly isSupported: () => boolean
  /** Null where this Electron, or this system, has none. */
  readonly handleActivation: ((callback: (details: Activation) => void) => void) | null
  /** Whether buttons are passed to the system, and whether they are visible at once. */
  readonly actions: boolean
  readonly buttons: boolean
  readonly iconFile: string
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

const REASONS: Readonly<Record<string, CloseReason>> = {
  userCanceled: 'dismissed',
  timedOut: 'expired',
  applicationHidden: 'closed-by-us',
}
const NAME = 'The system'
/** Notifications of this run that a press may still refer to. */
const MAX_KEPT = 50

/** One notification that was passed to the system. */
interface Showing {
  readonly toast: Toast
  readonly notification: NativeNotification
  /** Whether the system has reported the outcome: shown or failed. */
  settled: boolean
  /** It is to be closed as soon as the outcome is reported. */
  closeWhenSettled: boolean
  /** How often each press was reported by each of the two events: Windows reports most presses twice. */
  readonly presses: Map<string, { object: number; activation: number }>
}

/** Electron's own notifications: with buttons on macOS and Windows, and without as the last resort on Linux. */
export function createElectronNotifier(deps: ElectronNotifierDeps): Notifier {
  const { create, isSupported, handleActivation, buttons, clock, timers, log } = deps
  const listeners = createListeners<NotifierEvent>()
  /** By key. Also keeps the objects alive: a garbage-collected one emits no events. */
  const shown = new Map<string, Showing>()
  /** By id, also for a while after closing: a press may be reported late, and Windows keeps old ones in its list. */
  const known = new Map<string, Showing>()
  /** How often each key was shown. */
  const times = new Map<string, number>()
  /** Whether the last one was shown. On macOS this is the only sign that the person, or a missing signature, forbids them. */
  let isRefused = false

  const setRefused = (refused: boolean) => {
    if (refused === isRefused) return
    isRefused = refused
    listeners.emit({ type: 'changed' })
  }

  const press = (showing: Showing, by: 'object' | 'activation', index: number | undefined) => {
    const { key, actions } = showing.toast
    const action = index === undefined ? 'open' : actions[index]?.id
    if (action === undefined) return
    const told = showing.presses.get(action) ?? { object: 0, activation: 0 }
    const before = Math.max(told.object, told.activation)
    told[by] += 1
    showing.presses.set(action, told)
    if (told[by] > before) listeners.emit({ type: 'action', key, action, at: clock() })
  }

  const forget = (showing: Showing, reason: CloseReason) => {
    const { key } = showing.toast
    if (shown.get(key) !== showing) return
    shown.delete(key)
    listeners.emit({ type: 'closed', key, reason, at: clock() })
  }

  /** On macOS and Windows, closing a notification that is not shown yet has no effect: it would appear afterwards and stay. */
  const close = (showing: Showing) => {
    showing.closeWhenSettled = !showing.settled
    if (showing.settled) showing.notification.close()
  }
  const settle = (showing: Showing) => {
    if (showing.settled) return
    showing.settled = true
    if (showing.closeWhenSettled) showing.notification.close()
  }

  handleActivation?.(({ type, arguments: raw, actionIndex }) => {
    // A notification of an earlier run has an unknown id: a press on it must not accept a current call.
    const showing = known.get(idInArguments(raw) ?? '')
    if (showing) press(showing, 'activation', type === 'action' ? actionIndex : undefined)
  })

  const display = (toast: Toast, asCall: boolean): Promise<ShowResult> => {
    const { key } = toast
    const time = (times.get(key) ?? 0) + 1
    keepNewest(times, key, time)
    const id = toastId(key, time)
    const notification = create(optionsFor(toast, id, asCall, deps))
    const showing: Showing = {
      toast,
      notification,
      settled: false,
      closeWhenSettled: false,
      presses: new Map(),
    }
    const displayed = deferred<ShowResult>()
    const cancelTimeout = timers.after(ELECTRON_NOTIFICATION_TIMEOUT_MS, () => {
      displayed.resolve({ status: 'failed', reason: 'The system did not say whether it shows it.' })
      settle(showing)
    })
    notification.on('show', () => {
      cancelTimeout()
      setRefused(false)
      displayed.resolve({ status: 'shown', buttons, at: clock(), by: NAME })
      settle(showing)
    })
    notification.on('failed', (_event, error) => {
      cancelTimeout()
      settle(showing)
      if (asCall && error.includes('XML') && shown.get(key) === showing) {
        log.warn(`The system does not support call notifications (${error}). A plain notification is used.`)
        return void display(toast, false).then(displayed.resolve, (again: unknown) => {
          displayed.resolve({ status: 'failed', reason: errorMessage(again) })
        })
      }
      setRefused(true)
      displayed.resolve({ status: 'failed', reason: `The system does not show it: ${error}` })
      forget(showing, 'unknown')
    })
    notification.on('click', () => {
      press(showing, 'object', undefined)
    })
    notification.on('action', (_event, index) => {
      press(showing, 'object', index)
    })
    notification.on('close', ({ reason }) => {
      settle(showing)
      forget(showing, REASONS[reason ?? ''] ?? 'unknown')
    })
    const previous = shown.get(key)
    shown.set(key, showing)
    keepNewest(known, id, showing)
    if (previous) close(previous)
    notification.show()
    return displayed.promise
  }

  return {
    get capabilities() {
      return isSupported() && !isRefused ? { server: NAME, buttons } : null
    },
    async prepare() {
      if (!isSupported()) log.warn('This system shows no notifications.')
    },
    async show(toast) {
      if (!isSupported()) return { status: 'failed', reason: 'This system shows no notifications.' }
      try {
        return await display(toast, toast.kind === 'call' && showsCalls(deps))
      } catch (error) {
        shown.delete(toast.key)
        return { status: 'failed', reason: errorMessage(error) }
      }
    },
    async close(key) {
      const showing = shown.get(key)
      if (!showing) return
      forget(showing, 'closed-by-us')
      close(showing)
    },
    on: (listener) => listeners.add(listener),
  }
}

/** Windows, with an Electron that reports presses on the buttons of a custom toast (42 and later). */
const showsCalls = ({ platform, handleActivation }: ElectronNotifierDeps) =>
  platform === 'win32' && handleActivation !== null

function optionsFor(
  toast: Toast,
  id: string,
  asCall: boolean,
  { platform, actions, iconFile }: ElectronNotifierDeps,
): NotificationConstructorOptions {
  return {
    id,
    title: toast.title,
    body: toast.body,
    // macOS shows the program's icon by itself. With a custom icon it prepares the notification on a second thread, and one that is
    // closed meanwhile appears all the same.
    ...(platform === 'darwin' ? {} : { icon: iconFile }),
    // Offhook plays its own ringtone.
    silent: true,
    urgency: toast.kind === 'call' ? 'critical' : 'normal',
    timeoutType: toast.kind === 'hint' ? 'default' : 'never',
    ...(actions && toast.actions.length > 0
      ? { actions: toast.actions.map(({ label }) => ({ type: 'button', text: label }) as const) }
      : {}),
    ...(asCall ? { toastXml: incomingCallXml(toast, id, iconFile) } : {}),
  }
}

/** Sets a value as the newest of at most `MAX_KEPT`. */
function keepNewest<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MAX_KEPT && oldest !== undefined) map.delete(oldest)
}
