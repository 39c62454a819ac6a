import * as v from 'valibot'
import { detach } from '../../../common/lib/detach.ts'
import {
  IncomingCallMessageSchema,
  type CallDecision,
  type OffhookBridge,
  type IncomingCallView,
} from '../../shared/ipc/contract.ts'
import type { PageLog } from '../log.ts'

/** What the small call window stands on: the calls main tells it of, and a way to answer them. */
export interface IncomingCallStore {
  /** The same reference until something changes. */
  readonly view: IncomingCallView
  readonly subscribe: (onChange: () => void) => () => void
  /** Subscribes to the window becoming visible or moving. Returns a function that unsubscribes. */
  readonly onWindowShown: (listener: () => void) => () => void
  /** Passed on at once. Main drops it when that call has moved on. */
  decide(decide: CallDecision): void
}

const NO_CALLS: IncomingCallView = { country: 'US', calls: [], more: 0 }

export function createIncomingCallStore(
  bridge: Pick<OffhookBridge, 'request' | 'subscribe'>,
  log: Pick<PageLog, 'warn'>,
): IncomingCallStore {
  const listeners = new Set<() => void>()
  const shownListeners = new Set<() => void>()
  let view = NO_CALLS
  let received = false

  const receive = (message: unknown) => {
    const parsed = v.safeParse(IncomingCallMessageSchema, message)
    if (!parsed.success) {
      log.warn('The call window received an invalid message:', parsed.issues[0].message)
      return
    }
    if ('type' in parsed.output) {
      for (const listener of shownListeners) listener()
      return
    }
    received = true
    view = parsed.output
    for (const listener of listeners) listener()
  }
  bridge.subscribe(receive)
  const requestView = async () => {
    try {
      const first = await bridge.request({ type: 'get-incoming-calls' })
      // What was sent meanwhile is newer.
      if (!received) receive(first)
    } catch (error) {
      // Main sends every change, so the next message brings the calls.
      log.warn('The call window could not request its calls:', error)
    }
  }
  detach(requestView(), log, 'The call window could not request its calls')

  return {
    get view() {
      return view
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    onWindowShown(listener) {
      shownListeners.add(listener)
      return () => void shownListeners.delete(listener)
    },
    decide(answer) {
      const sent = bridge.request({ type: 'decide-call', decision: answer })
      detach(sent, log, 'A press in the call window did not reach main')
    },
  }
}
