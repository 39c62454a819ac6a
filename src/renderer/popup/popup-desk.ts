import * as v from 'valibot'
import { PopupViewSchema, type Answer, type OffhookBridge, type PopupView } from '../../shared/contract.ts'

/** What the small call window stands on: the calls main tells it of, and a way to answer them. */
export interface PopupDesk {
  /** The same reference until something changes. */
  readonly view: PopupView
  readonly subscribe: (onChange: () => void) => () => void
  /** Passed on at once. Main drops it when that call has moved on. */
  answer(answer: Answer): void
}

const NOTHING: PopupView = { country: 'US', calls: [], more: 0 }

export function createPopupDesk(bridge: Pick<OffhookBridge, 'request' | 'subscribe'>): PopupDesk {
  const listeners = new Set<() => void>()
  let view = NOTHING
  let told = false

  const learn = (message: unknown) => {
    const parsed = v.safeParse(PopupViewSchema, message)
    if (!parsed.success) return
    view = parsed.output
    for (const listener of listeners) listener()
  }
  bridge.subscribe((message) => {
    told = true
    learn(message)
  })
  const look = async () => {
    try {
      const first = await bridge.request({ type: 'popup-view' })
      // What was sent meanwhile is newer.
      if (!told) learn(first)
    } catch {
      // Main tells of every change: the next one will do.
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
    answer(answer) {
      bridge.request({ type: 'answer', answer }).catch(() => undefined)
    },
  }
}
