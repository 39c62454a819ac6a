import { createListeners } from '../../../src/main/notifications/listeners.ts'
import type {
  CallToast,
  Notifier,
  NotifierEvent,
  ShowResult,
} from '../../../src/main/notifications/notifier.ts'

export interface FakeNotifier extends Notifier {
  /** What is on its screen, by key. */
  readonly screen: ReadonlyMap<string, CallToast>
  /** Every key shown, in order. */
  readonly shows: readonly string[]
  tell(event: NotifierEvent): void
}

/** A notifier that shows everything at once, unless `answer` says otherwise. */
export function createFakeNotifier(
  answer: () => ShowResult = () => ({ status: 'shown', actions: true, at: 0, by: 'Fake' }),
): FakeNotifier {
  const screen = new Map<string, CallToast>()
  const shows: string[] = []
  const listeners = createListeners<NotifierEvent>()
  return {
    screen,
    shows,
    capabilities: { server: 'Fake', actions: true },
    async warm() {},
    async show(toast) {
      const result = answer()
      shows.push(toast.key)
      if (result.status === 'shown') screen.set(toast.key, toast)
      return result
    },
    async close(key) {
      screen.delete(key)
    },
    on: (listener) => listeners.add(listener),
    tell(event) {
      if (event.type === 'closed') screen.delete(event.key)
      listeners.tell(event)
    },
  }
}
