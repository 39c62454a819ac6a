import type { NotificationConstructorOptions } from 'electron'
import type { Timestamp } from '../../shared/phone.ts'
import { deferred } from '../deferred.ts'
import { reasonOf, type Log } from '../log.ts'
import type { Timers } from '../timers.ts'
import { createListeners } from './listeners.ts'
import type { CloseReason, Notifier, NotifierEvent, ShowResult, Toast, ToastAction } from './notifier.ts'

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

export interface ElectronNotifierEdges {
  readonly create: (options: NotificationConstructorOptions) => NativeNotification
  readonly isSupported: () => boolean
  /** Null where this Electron, or this system, has none. */
  readonly handleActivation: ((callback: (details: Activation) => void) => void) | null
  /** Whether buttons show: on Linux Electron's own notifications have none. */
  readonly actions: boolean
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
/** How long the system may take to say that it shows a notification. */
const PATIENCE_MS = 5_000
const NAME = 'The system'

/** Electron's own notifications: with buttons on macOS and Windows, and without as the last resort on Linux. */
export function createElectronNotifier(edges: ElectronNotifierEdges): Notifier {
  const { create, isSupported, handleActivation, actions, iconFile, clock, timers, log } = edges
  const listeners = createListeners<NotifierEvent>()
  /** Also keeps the objects alive: one that is collected says nothing any more. */
  const shown = new Map<string, NativeNotification>()
  /** What its buttons mean, also for a while after it has gone: a press may be told late. */
  const meanings = new Map<string, readonly ToastAction[]>()

  const press = (key: string, index: number | undefined) => {
    const action = index === undefined ? 'open' : meanings.get(key)?.[index]?.id
    if (action) listeners.tell({ type: 'action', key, action, at: clock() })
  }

  const forget = (key: string, notification: NativeNotification, reason: CloseReason) => {
    if (shown.get(key) !== notification) return
    shown.delete(key)
    listeners.tell({ type: 'closed', key, reason, at: clock() })
  }

  // Told in addition to the object's own events: listeners take each press of a call only once.
  handleActivation?.(({ type, arguments: raw, actionIndex }) => {
    // One left over from an earlier start is about a call of then: a press on it must not answer the one of now.
    const [key] = [...shown.keys()]
      .filter((candidate) => raw.includes(candidate))
      .toSorted((a, b) => b.length - a.length)
    if (key !== undefined) press(key, type === 'action' ? actionIndex : undefined)
  })

  const display = (toast: Toast): Promise<ShowResult> => {
    const { key } = toast
    keepMeaning(meanings, toast)
    const notification = create(optionsFor(toast, actions, iconFile))
    const displayed = deferred<ShowResult>()
    const giveUp = timers.after(PATIENCE_MS, () => {
      displayed.resolve({ status: 'failed', reason: 'The system did not say whether it shows it.' })
    })
    notification.on('show', () => {
      giveUp()
      displayed.resolve({ status: 'shown', actions, at: clock(), by: NAME })
    })
    notification.on('failed', (_event, error) => {
      giveUp()
      displayed.resolve({ status: 'failed', reason: `The system does not show it: ${error}` })
      forget(key, notification, 'unknown')
    })
    notification.on('click', () => {
      press(key, undefined)
    })
    notification.on('action', (_event, index) => {
      press(key, index)
    })
    notification.on('close', ({ reason }) => {
      forget(key, notification, REASONS[reason ?? ''] ?? 'unknown')
    })
    const previous = shown.get(key)
    shown.set(key, notification)
    previous?.close()
    notification.show()
    return displayed.promise
  }

  return {
    get capabilities() {
      return isSupported() ? { server: NAME, actions } : null
    },
    async warm() {
      if (!isSupported()) log.warn('This system shows no notifications.')
    },
    async show(toast) {
      if (!isSupported()) return { status: 'failed', reason: 'This system shows no notifications.' }
      try {
        return await display(toast)
      } catch (error) {
        shown.delete(toast.key)
        return { status: 'failed', reason: reasonOf(error) }
      }
    },
    async close(key) {
      const notification = shown.get(key)
      if (!notification) return
      forget(key, notification, 'closed-by-us')
      notification.close()
    },
    on: (listener) => listeners.add(listener),
  }
}

function optionsFor(toast: Toast, actions: boolean, iconFile: string): NotificationConstructorOptions {
  return {
    id: toast.key,
    title: toast.title,
    body: toast.body,
    icon: iconFile,
    // Offhook rings itself.
    silent: true,
    urgency: toast.kind === 'call' ? 'critical' : 'normal',
    timeoutType: toast.kind === 'hint' ? 'default' : 'never',
    ...(actions && toast.actions.length > 0 ? { actions: toast.actions.map(button) } : {}),
  }
}

function button({ label }: ToastAction) {
  return { type: 'button', text: label } as const
}

const MEANINGS_KEPT = 50

function keepMeaning(meanings: Map<string, readonly ToastAction[]>, { key, actions }: Toast): void {
  meanings.delete(key)
  meanings.set(key, actions)
  const [oldest] = meanings.keys()
  if (meanings.size > MEANINGS_KEPT && oldest !== undefined) meanings.delete(oldest)
}
