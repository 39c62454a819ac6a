import type { Clock } from '../lib/clock.ts'
import type { Leg } from '../model/leg.ts'
import type { EventLog, ExchangeEvent } from '../model/events.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import type { Log } from '../lib/log.ts'
import { progressParameters } from '../webhooks/status-callback.ts'
import { newSid } from '../model/sids.ts'
import { WebhookError, type Method, type Parameters, type Webhooks } from '../webhooks/webhooks.ts'
import { API_VERSION } from '../model/api-version.ts'
import type { Progress } from './new-call.ts'

export interface CallbacksDeps {
  readonly accountSid: string
  readonly clock: Clock
  readonly events: EventLog
  readonly log: Log
  readonly webhooks: Webhooks
}

/** Status callbacks and message subscriptions of calls. They end with the call. */
export interface Callbacks {
  /** Sends each event in `wanted` to `url`; `initiated` at once. */
  watch(leg: Leg, url: string, method: Method, wanted: readonly Progress[]): void
  /** Sends every message of the call's client to `url`; returns the SID of the subscription. */
  subscribe(callSid: string, url: string, method: Method): string
  /** False when there is no such subscription. */
  unsubscribe(callSid: string, sid: string): boolean
  close(): void
}

interface Listener {
  readonly callSid: string
  onEvent(event: ExchangeEvent): void
}

export function createCallbacks(deps: CallbacksDeps): Callbacks {
  const { accountSid, clock, events, log, webhooks } = deps
  const listeners = new Map<string, Listener>()
  const closing = new AbortController()

  const stop = events.on((event) => {
    if (!('callSid' in event)) return
    for (const listener of listeners.values()) if (listener.callSid === event.callSid) listener.onEvent(event)
    if (event.type !== 'ended') return
    for (const [sid, { callSid }] of listeners) if (callSid === event.callSid) listeners.delete(sid)
  })

  async function send(callSid: string, url: string, method: Method, parameters: Parameters): Promise<void> {
    try {
      const { status } = await webhooks.request(url, method, parameters, closing.signal)
      events.emit({ type: 'webhook', callSid, url, status })
    } catch (error) {
      if (closing.signal.aborted) return
      const status = error instanceof WebhookError ? error.status : undefined
      const answered = status === undefined ? {} : { status }
      events.emit({ type: 'webhook', callSid, url, ...answered, problem: errorMessage(error) })
      log('warn', 'callback-failed', { callSid, problem: errorMessage(error) })
    }
  }

  /** Returns a function that sends parameters to `url`, in order and numbered from `first`. */
  function createSender(
    callSid: string,
    url: string,
    method: Method,
    first: number,
  ): (parameters: Parameters) => void {
    let number = first
    let last = Promise.resolve()
    return (parameters) => {
      const numbered = { ...parameters, SequenceNumber: String(number) }
      number += 1
      last = last.then(() => send(callSid, url, method, numbered))
    }
  }

  return {
    watch(leg, url, method, wanted) {
      const sendNumbered = createSender(leg.sid, url, method, 0)
      const onProgress = (progress: Progress | undefined): void => {
        if (progress === undefined || !wanted.includes(progress)) return
        sendNumbered({
          ...progressParameters(leg, leg.status, clock.now(), 0),
          ...callParameters(leg, accountSid),
        })
      }
      listeners.set(newSid('ZY'), { callSid: leg.sid, onEvent: (event) => onProgress(progressOf(event)) })
      onProgress('initiated')
    },
    subscribe(callSid, url, method) {
      const sid = newSid('ZY')
      const sendNumbered = createSender(callSid, url, method, 1)
      listeners.set(sid, {
        callSid,
        onEvent(event) {
          if (event.type !== 'message' || event.direction !== 'from-client') return
          sendNumbered({
            AccountSid: accountSid,
            CallSid: callSid,
            Sid: event.sid,
            Content: JSON.stringify(event.content ?? null),
            ContentType: event.contentType,
          })
        },
      })
      return sid
    },
    unsubscribe(callSid, sid) {
      return listeners.get(sid)?.callSid === callSid && listeners.delete(sid)
    },
    close() {
      stop()
      listeners.clear()
      closing.abort()
    },
  }
}

function progressOf({ type }: ExchangeEvent): Progress | undefined {
  if (type === 'ringing' || type === 'answered') return type
  return type === 'ended' ? 'completed' : undefined
}

function callParameters(leg: Leg, accountSid: string): Parameters {
  const { sid: CallSid, from, to, direction: Direction } = leg
  return {
    AccountSid: accountSid,
    ApiVersion: API_VERSION,
    CallSid,
    Direction,
    From: from,
    Caller: from,
    To: to,
    Called: to,
  }
}
