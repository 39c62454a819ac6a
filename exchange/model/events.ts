import type { Clock } from '../lib/clock.ts'
import { guarded } from '../lib/guarded.ts'
import type { Log } from '../lib/log.ts'
import type { HangupCause } from './hangup-causes.ts'

/** The events of the exchange. Clients of the control API get them as JSON. */
type ExchangeEventPayload =
  | { readonly type: 'connected'; readonly socket: string; readonly identity: string }
  | { readonly type: 'disconnected'; readonly socket: string; readonly identity?: string }
  | { readonly type: 'refused'; readonly socket: string; readonly code: number; readonly reason: string }
  | { readonly type: 'registered'; readonly socket: string; readonly identity: string }
  | { readonly type: 'unregistered'; readonly socket: string; readonly identity: string }
  | {
      readonly type: 'call-started'
      readonly callSid: string
      readonly parentSid?: string
      readonly direction: string
      readonly from: string
      readonly to: string
    }
  | { readonly type: 'invited'; readonly callSid: string; readonly identity: string; readonly socket: string }
  | { readonly type: 'ringing'; readonly callSid: string }
  | { readonly type: 'answered'; readonly callSid: string }
  | { readonly type: 'bridged'; readonly callSid: string; readonly childSid: string }
  | {
      readonly type: 'media'
      readonly callSid: string
      readonly state: 'connected' | 'disconnected' | 'resumed' | 'renewed' | 'restarted'
    }
  | { readonly type: 'ended'; readonly callSid: string; readonly reason: HangupCause; readonly code?: number }
  | {
      readonly type: 'digit'
      readonly callSid: string
      readonly digit: string
      readonly by: 'signal' | 'audio'
    }
  | {
      readonly type: 'message'
      readonly callSid: string
      readonly direction: 'from-client' | 'to-client'
      /** Assigned by the sender. */
      readonly sid: string
      readonly contentType: string
      readonly messageType: string
      readonly content: unknown
    }
  | {
      readonly type: 'webhook'
      readonly callSid: string
      readonly url: string
      readonly status?: number
      readonly problem?: string
    }
  | { readonly type: 'verb-skipped'; readonly callSid: string; readonly verb: string; readonly why: string }
  | { readonly type: 'trouble'; readonly kind: string; readonly identity?: string }

export type ExchangeEvent = ExchangeEventPayload & { readonly id: number; readonly at: string }

export interface EventLog {
  emit(payload: ExchangeEventPayload): void
  /** Calls the listener for every new event. Returns a function that unsubscribes. */
  on(listener: (event: ExchangeEvent) => void): () => void
  /** The stored events after `id`, oldest first. The buffer is bounded: the oldest events are dropped. */
  since(id: number): readonly ExchangeEvent[]
  readonly lastId: number
}

/** Stores at least the last `capacity` events, for listeners that subscribe late. */
export function createEventLog(clock: Clock, log: Log, capacity = 2000): EventLog {
  const listeners = new Set<(event: ExchangeEvent) => void>()
  let stored: ExchangeEvent[] = []
  let lastId = 0
  return {
    get lastId() {
      return lastId
    },
    emit(payload) {
      lastId += 1
      const event: ExchangeEvent = { ...payload, id: lastId, at: new Date(clock.now()).toISOString() }
      stored.push(event)
      // Trimmed in larger steps, so that the buffer is not copied for every event.
      if (stored.length >= capacity * 2) stored = stored.slice(-capacity)
      for (const listener of listeners) listener(event)
    },
    on(given) {
      const listener = guarded(log, 'event', given)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    since: (id) => stored.filter((event) => event.id > id),
  }
}
