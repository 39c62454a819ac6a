import { pathToFileURL } from 'node:url'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { t } from '../../../shared/messages/translate.ts'
import { errorMessage } from '../../lib/log.ts'
import { createPendingSignals } from './pending-signals.ts'
import { createKeyedQueue } from '../../lib/keyed-queue.ts'
import { createListeners } from '../../lib/listeners.ts'
import { escapeMarkup } from '../markup.ts'
import type { Notification, ServerEvent } from './notification-server.ts'
import type { CloseReason, Notifier, NotifierEvent, ShowResult, Toast } from '../notifier.ts'
import {
  createNotificationServerConnection,
  type ConnectedServer,
  type NotificationServerConnectionDeps,
} from './notification-server-connection.ts'
import { createNotificationIdMap } from './notification-id-map.ts'

export interface DbusNotifierDeps extends NotificationServerConnectionDeps {
  readonly clock: () => Timestamp
  /** Absolute path of a picture that other programs can read. */
  readonly iconFile: string
}

const REASONS: Readonly<Record<number, CloseReason>> = { 1: 'expired', 2: 'dismissed', 3: 'closed-by-us' }
/** The specification's urgency (1 normal, 2 critical) and category of each kind. */
const KINDS = {
  call: { urgency: 2, category: 'call.incoming' },
  missed: { urgency: 1, category: 'call.unanswered' },
  hint: { urgency: 1, category: 'presence' },
} as const

/**
 * Notifications over D-Bus on Linux desktops, with Accept and Reject, which Electron does not support there. Restarts of the
 * server and of the bus are detected. When a server is available again, `available` is emitted.
 */
export function createDbusNotifier(deps: DbusNotifierDeps): Notifier {
  const { clock, iconFile, log } = deps
  const connection = createNotificationServerConnection(deps)
  const listeners = createListeners<NotifierEvent>()
  const ids = createNotificationIdMap()
  const pendingSignals = createPendingSignals()
  const wanted = new Map<string, Toast>()
  const queue = createKeyedQueue()
  const warned = new Set<string>()
  /** The activation token for the next press: it allows Offhook's window to be raised. */
  let token: { readonly key: string; readonly token: string } | null = null
  /** Whether a notification could not be shown, so that `available` must be emitted. */
  let hasFailed = false

  const warnOnce = (message: string) => {
    if (!warned.has(message)) log.warn(message)
    warned.add(message)
  }

  connection.on((event) => {
    const at = clock()
    switch (event.type) {
      case 'lost':
        for (const key of ids.clear()) listeners.emit({ type: 'closed', key, reason: 'server-gone', at })
        // The query starts a server if the bus can activate one. A lost bus is reconnected on its own schedule.
        if (!event.bus) listeners.emit({ type: 'changed' })
        return
      case 'found':
        if (hasFailed) listeners.emit({ type: 'available', at })
        hasFailed = false
        listeners.emit({ type: 'changed' })
        return
      default:
        handle(event, at)
    }
  })

  const handle = (event: ServerEvent, at: Timestamp) => {
    if (event.type === 'token') {
      const key = ids.keyOfRecent(event.shown)
      if (key === undefined) pendingSignals.add(event)
      else token = { key, token: event.token }
    }
    if (event.type === 'action') {
      const key = ids.keyOfRecent(event.shown)
      const action = event.action === 'default' ? 'open' : event.action
      if (key === undefined) return pendingSignals.add(event)
      const given = token?.key === key ? { activationToken: token.token } : {}
      token = null
      listeners.emit({ type: 'action', key, action, ...given, at })
    }
    if (event.type === 'closed') {
      const key = ids.keyOf(event.shown)
      if (key === undefined) return pendingSignals.add(event)
      ids.remove(key)
      listeners.emit({ type: 'closed', key, reason: REASONS[event.reason] ?? 'unknown', at })
    }
  }

  const put = async (toast: Toast): Promise<ShowResult> => {
    const to = await connection.get()
    if (!to.actions) warnOnce(`${to.name} offers no actions on notifications: answer in the window.`)
    const before = ids.idOf(toast.key)
    const replacesId = before?.from === to.owner ? before.id : 0
    const asking = to.server.notify(to.owner, { ...toNotification(toast, iconFile, to), replacesId })
    const { shown: number, signals } = await pendingSignals.collectDuring(asking)
    ids.set(toast.key, number)
    // The result of `show` comes before events about the notification.
    for (const event of signals) setImmediate(() => handle(event, clock()))
    return { status: 'shown', buttons: to.buttons, at: clock(), by: to.name }
  }

  const show = async (toast: Toast): Promise<ShowResult> => {
    if (wanted.get(toast.key) !== toast) return { status: 'failed', reason: 'It was not wanted any more.' }
    const before = connection.generation
    try {
      return await put(toast).catch((error: unknown) => {
        // The server has ended: the next call starts another one if the bus can activate it.
        if (connection.generation !== before) return put(toast)
        throw error
      })
    } catch (error) {
      hasFailed = true
      return { status: 'failed', reason: `No notification server shows it (${errorMessage(error)}).` }
    }
  }

  const close = async (key: string): Promise<void> => {
    const known = ids.idOf(key)
    if (known === undefined) return
    ids.remove(key)
    try {
      const { server } = await connection.get()
      await server.closeNotification(known)
    } catch (error) {
      log.warn(`A notification may still be on the screen: ${errorMessage(error)}`)
    }
    listeners.emit({ type: 'closed', key, reason: 'closed-by-us', at: clock() })
  }

  return {
    get capabilities() {
      const { current } = connection
      return current && { server: current.name, buttons: current.buttons }
    },
    async prepare() {
      try {
        const { name, buttons } = await connection.get()
        log.info(`${name} shows notifications${buttons ? '' : ', without visible buttons'}.`)
      } catch (error) {
        hasFailed = true
        warnOnce(`Nothing shows notifications in this session: ${errorMessage(error)}`)
      }
    },
    show(toast) {
      wanted.set(toast.key, toast)
      return queue(toast.key, () => show(toast))
    },
    close(key) {
      wanted.delete(key)
      return queue(key, () => close(key))
    },
    on: (listener) => listeners.add(listener),
  }
}

/** `default` is a press on the notification itself. Only Xfce shows a button for it, unless its label is empty. */
function defaultLabel({ name }: ConnectedServer): string {
  return name.startsWith('Xfce') ? '' : t('notification.open')
}

/** One toast in the terms of the specification. The summary is plain text everywhere; the body may be markup. */
function toNotification(
  toast: Toast,
  iconFile: string,
  can: ConnectedServer,
): Omit<Notification, 'replacesId'> {
  const icon = pathToFileURL(iconFile).href
  const { urgency, category } = KINDS[toast.kind]
  // The primary action comes last, on the right, as in Offhook's own windows.
  const buttons = toast.actions.toReversed().flatMap(({ id, label }) => [id, label])
  return {
    appIcon: icon,
    summary: toast.title,
    body: can.bodyMarkup ? escapeMarkup(toast.body) : toast.body,
    actions: can.actions ? [...buttons, 'default', defaultLabel(can)] : [],
    hints: [
      ['urgency', 'y', urgency],
      ['category', 's', category],
      ['desktop-entry', 's', 'offhook'],
      ['image-path', 's', icon],
      // Offhook plays its own ringtone.
      ['suppress-sound', 'b', true],
    ],
    expires: toast.kind === 'hint',
  }
}
