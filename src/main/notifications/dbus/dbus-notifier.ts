import { pathToFileURL } from 'node:url'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { reasonOf } from '../../lib/log.ts'
import { createEarlyEvents } from './pending-signals.ts'
import { createKeyedQueue } from '../../lib/keyed-queue.ts'
import { createListeners } from '../../lib/listeners.ts'
import { escapeMarkup } from '../markup.ts'
import type { Notification, ServerEvent } from './notification-server.ts'
import type { CloseReason, Notifier, NotifierEvent, ShowResult, Toast } from '../notifier.ts'
import { createServerLink, type Link, type ServerLinkEdges } from './notification-server-connection.ts'
import { createShownIds } from './notification-id-map.ts'

export interface DbusNotifierEdges extends ServerLinkEdges {
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
 * Notifications over D-Bus, as Linux desktops have them: with Accept and Reject, which Electron's own lack there. A
 * server that restarts and a bus that breaks are noticed; what could not be shown is announced as `available` later.
 */
export function createDbusNotifier(edges: DbusNotifierEdges): Notifier {
  const { clock, iconFile, log } = edges
  const link = createServerLink(edges)
  const listeners = createListeners<NotifierEvent>()
  const shown = createShownIds()
  const early = createEarlyEvents()
  const wanted = new Map<string, Toast>()
  const inTurn = createKeyedQueue()
  const told = new Set<string>()
  /** The activation token for the next press: it allows Offhook's window to be raised. */
  let token: { readonly key: string; readonly token: string } | null = null
  /** Something could not be shown: say so when it can. */
  let missed = false

  const sayOnce = (words: string) => {
    if (!told.has(words)) log.warn(words)
    told.add(words)
  }

  link.on((event) => {
    const at = clock()
    switch (event.type) {
      case 'lost':
        for (const key of shown.clear()) listeners.tell({ type: 'closed', key, reason: 'server-gone', at })
        // The query starts a server if the bus can activate one. A lost bus is reconnected on its own schedule.
        if (!event.bus) listeners.tell({ type: 'changed' })
        return
      case 'found':
        if (missed) listeners.tell({ type: 'available', at })
        missed = false
        listeners.tell({ type: 'changed' })
        return
      default:
        hear(event, at)
    }
  })

  const hear = (event: ServerEvent, at: Timestamp) => {
    if (event.type === 'token') {
      const key = shown.keyOfLate(event.shown)
      if (key === undefined) early.keep(event)
      else token = { key, token: event.token }
    }
    if (event.type === 'action') {
      const key = shown.keyOfLate(event.shown)
      const action = event.action === 'default' ? 'open' : event.action
      if (key === undefined) return early.keep(event)
      const given = token?.key === key ? { activationToken: token.token } : {}
      token = null
      listeners.tell({ type: 'action', key, action, ...given, at })
    }
    if (event.type === 'closed') {
      const key = shown.keyOf(event.shown)
      if (key === undefined) return early.keep(event)
      shown.remove(key)
      listeners.tell({ type: 'closed', key, reason: REASONS[event.reason] ?? 'unknown', at })
    }
  }

  const put = async (toast: Toast): Promise<ShowResult> => {
    const to = await link.get()
    if (!to.actions) sayOnce(`${to.name} offers no actions on notifications: answer in the window.`)
    const before = shown.idOf(toast.key)
    const replacesId = before?.from === to.owner ? before.id : 0
    const asking = to.server.notify(to.owner, { ...inTerms(toast, iconFile, to), replacesId })
    const { shown: number, said } = await early.during(asking)
    shown.put(toast.key, number)
    // Whoever asked hears that it is shown before what became of it.
    for (const event of said) setImmediate(() => hear(event, clock()))
    return { status: 'shown', buttons: to.buttons, at: clock(), by: to.name }
  }

  const show = async (toast: Toast): Promise<ShowResult> => {
    if (wanted.get(toast.key) !== toast) return { status: 'failed', reason: 'It was not wanted any more.' }
    const before = link.generation
    try {
      return await put(toast).catch((error: unknown) => {
        // The server went away under our hands: the next call starts another, where the bus knows how to.
        if (link.generation !== before) return put(toast)
        throw error
      })
    } catch (error) {
      missed = true
      return { status: 'failed', reason: `No notification server shows it (${reasonOf(error)}).` }
    }
  }

  const close = async (key: string): Promise<void> => {
    const known = shown.idOf(key)
    if (known === undefined) return
    shown.remove(key)
    try {
      const { server } = await link.get()
      await server.closeNotification(known)
    } catch (error) {
      log.warn(`A notification may still be on the screen: ${reasonOf(error)}`)
    }
    listeners.tell({ type: 'closed', key, reason: 'closed-by-us', at: clock() })
  }

  return {
    get capabilities() {
      const { current } = link
      return current && { server: current.name, buttons: current.buttons }
    },
    async warm() {
      try {
        const { name, buttons } = await link.get()
        log.info(`${name} shows notifications${buttons ? '' : ', without visible buttons'}.`)
      } catch (error) {
        missed = true
        sayOnce(`Nothing shows notifications in this session: ${reasonOf(error)}`)
      }
    },
    show(toast) {
      wanted.set(toast.key, toast)
      return inTurn(toast.key, () => show(toast))
    },
    close(key) {
      wanted.delete(key)
      return inTurn(key, () => close(key))
    },
    on: (listener) => listeners.add(listener),
  }
}

/**
 * `default` is a press on the notification itself, and no button: only Xfce makes one of it, unless it has no label.
 */
function defaultLabel({ name }: Link): string {
  return name.startsWith('Xfce') ? '' : 'Open'
}

/** One toast in the terms of the specification. The summary is plain text everywhere; the body may be markup. */
function inTerms(toast: Toast, iconFile: string, can: Link): Omit<Notification, 'replacesId'> {
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
      // Offhook rings itself.
      ['suppress-sound', 'b', true],
    ],
    expires: toast.kind === 'hint',
  }
}
