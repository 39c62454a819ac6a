import * as v from 'valibot'
import {
  PopupMessageSchema,
  type Answer,
  type OffhookBridge,
  type PopupView,
} from '../../shared/ipc/contract.ts'
import type { PageLog } from '../log.ts'

/** What the small call window stands on: the calls main tells it of, and a way to answer them. */
export interface PopupDesk {
  /** The same reference until something changes. */
  readonly view: PopupView
  readonly subscribe: (onChange: () => void) => () => void
  /** Subscribes to the window becoming visible or moving. Returns a function that unsubscribes. */
  readonly onPlaced: (listener: () => void) => () => void
  /** Passed on at once. Main drops it when that call has moved on. */
  answer(answer: Answer): void
}

const NOTHING: PopupView = { country: 'US', calls: [], more: 0 }

export function createPopupDesk(
  bridge: Pick<OffhookBridge, 'request' | 'subscribe'>,
  log: Pick<PageLog, 'warn'>,
): PopupDesk {
  const listeners = new Set<() => void>()
  const placedListeners = new Set<() => void>()
  let view = NOTHING
  let told = false

  const learn = (message: unknown) => {
    const parsed = v.safeParse(PopupMessageSchema, message)
    if (!parsed.success) {
      log.warn('The call window received an invalid message:', parsed.issues[0].message)
      return
    }
    if ('type' in parsed.output) {
      for (const listener of placedListeners) listener()
      return
    }
    told = true
    view = parsed.output
    for (const listener of listeners) listener()
  }
  bridge.subscribe(learn)
  const look = async () => {
    try {
      const first = await bridge.request({ type: 'popup-view' })
      // What was sent meanwhile is newer.
      if (!told) learn(first)
    } catch (error) {
      // Main sends every change, so the next message brings the calls.
      log.warn('The call window could not request its calls:', error)
    }
  }
  void look()

  return {
    get view() {
      return view
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    onPlaced(listener) {
      placedListeners.add(listener)
      return () => void placedListeners.delete(listener)
    },
    answer(answer) {
      bridge.request({ type: 'answer', answer }).catch((error: unknown) => {
        log.warn('A press in the call window did not reach main:', error)
      })
    },
  }
}
