import { performance } from 'node:perf_hooks'
import { monitorBus, type BusMessage } from './dbus.ts'

/** What went over the bus about notifications; `at` in milliseconds since 1970, with decimals. */
export type NotificationEvent = { at: number } & (
  | {
      type: 'shown'
      id: number
      /** When the app asked for it, in milliseconds since 1970; `at` is when the server had answered. */
      asked: number
      app: string
      replaces: number
      summary: string
      body: string
      /** Pairs of key and label, as sent. */
      actions: readonly { key: string; label: string }[]
      /** 0 low, 1 normal, 2 critical; undefined when not sent. */
      urgency: number | undefined
      /** Milliseconds; 0 never, -1 the server's choice. */
      timeout: number
    }
  | { type: 'close-asked'; id: number }
  /** Reason: 1 expired, 2 dismissed by the person, 3 closed by the app, 4 undefined. */
  | { type: 'closed'; id: number; reason: number }
  | { type: 'action'; id: number; key: string }
)
export type NotificationEventOf<T extends NotificationEvent['type']> = Extract<NotificationEvent, { type: T }>

export type NotificationWatch = {
  /** Everything heard so far, oldest first. */
  readonly events: readonly NotificationEvent[]
  /**
   * The first event of a type that satisfies `wanted`, among those heard since `since` (an index into
   * `events`, default 0) or still to come. Rejects after `timeout` ms (default 15 000), naming what was heard.
   */
  next<T extends NotificationEvent['type']>(
    type: T,
    wanted?: (event: NotificationEventOf<T>) => boolean,
    options?: { since?: number; timeout?: number },
  ): Promise<NotificationEventOf<T>>
  stop(): void
}

const INTERFACE = 'org.freedesktop.Notifications'
const RULES = [`interface='${INTERFACE}'`, "type='method_return'", "type='error'"]

/** Monitors the notification traffic of all senders on a bus. */
export async function watchNotifications(address: string): Promise<NotificationWatch> {
  const events: NotificationEvent[] = []
  const waiting = new Set<() => void>()
  const read = reader()
  const stop = await monitorBus(address, RULES, (message) => {
    const event = read(message, performance.timeOrigin + performance.now())
    if (event === undefined) return
    events.push(event)
    for (const look of waiting) look()
  })
  return {
    events,
    stop,
    next(type, wanted = () => true, { since = 0, timeout = 15_000 } = {}) {
      type Wanted = NotificationEventOf<typeof type>
      const isWanted = (event: NotificationEvent): event is Wanted => event.type === type
      const find = (): Wanted | undefined => events.slice(since).filter(isWanted).find(wanted)
      return new Promise<Wanted>((resolve, reject) => {
        const finish = (): void => {
          clearTimeout(timer)
          waiting.delete(look)
        }
        const look = (): void => {
          const found = find()
          if (found === undefined) return
          finish()
          resolve(found)
        }
        const timer = setTimeout(() => {
          finish()
          const heard = events.map((event) => event.type).join(', ') || 'nothing'
          reject(new Error(`No notification event "${type}" within ${timeout} ms; heard: ${heard}.`))
        }, timeout)
        waiting.add(look)
        look()
      })
    },
  }
}

/** Turns bus messages into events; a Notify call becomes one when its answer brings the id. */
export function reader(): (message: BusMessage, at: number) => NotificationEvent | undefined {
  const asked = new Map<string, { body: readonly unknown[]; at: number }>()
  return (message, at) => {
    const [first, second] = message.body
    if (message.interface === INTERFACE) {
      if (message.type === 1 && message.member === 'Notify') {
        asked.set(`${message.sender} ${message.serial}`, { body: message.body, at })
      } else if (message.type === 1 && message.member === 'CloseNotification') {
        return { type: 'close-asked', at, id: Number(first) }
      } else if (message.type === 4 && message.member === 'NotificationClosed') {
        return { type: 'closed', at, id: Number(first), reason: Number(second) }
      } else if (message.type === 4 && message.member === 'ActionInvoked') {
        return { type: 'action', at, id: Number(first), key: String(second) }
      }
      return undefined
    }
    const call = `${message.destination} ${message.replySerial}`
    const notify = asked.get(call)
    if (notify === undefined) return undefined
    asked.delete(call)
    return message.type === 2 ? shown(notify.body, notify.at, Number(first), at) : undefined
  }
}

function shown(body: readonly unknown[], asked: number, id: number, at: number): NotificationEvent {
  const [app, replaces, , summary, text, actions, hints, timeout] = body
  const words = list(actions).map(String)
  return {
    type: 'shown',
    at,
    asked,
    id,
    app: String(app),
    replaces: Number(replaces),
    summary: String(summary),
    body: String(text),
    actions: words.flatMap((key, index) => (index % 2 === 0 ? [{ key, label: words[index + 1] ?? '' }] : [])),
    urgency: urgencyOf(list(hints)),
    timeout: Number(timeout),
  }
}

/** A hint is `[name, [signature tree, [value]]]`, as dbus-native reads a variant. */
function urgencyOf(hints: readonly unknown[]): number | undefined {
  const hint = hints.map(list).find(([name]) => name === 'urgency')
  const value = list(list(hint?.[1])[1])[0]
  return value === undefined ? undefined : Number(value)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
