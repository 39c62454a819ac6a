import { createListeners } from '../../../src/main/lib/listeners.ts'
import {
  callActions,
  type Notifier,
  type NotifierEvent,
  type ShowResult,
  type Toast,
} from '../../../src/main/notifications/notifier.ts'

/** The toast of a ringing call. */
export function aCallToast(words: Pick<Toast, 'key' | 'title' | 'body'>): Toast {
  return { ...words, kind: 'call', actions: callActions() }
}

export interface FakeNotifier extends Notifier {
  /** What is on its screen, by key. */
  readonly screen: ReadonlyMap<string, Toast>
  /** Every key shown, in order. */
  readonly shows: readonly string[]
  tell(event: NotifierEvent): void
}

/** A notifier that shows everything at once, unless `answer` says otherwise. */
export function createFakeNotifier(
  answer: () => ShowResult = () => ({ status: 'shown', buttons: true, at: 0, by: 'Fake' }),
): FakeNotifier {
  const screen = new Map<string, Toast>()
  const shows: string[] = []
  const listeners = createListeners<NotifierEvent>()
  return {
    screen,
    shows,
    capabilities: { server: 'Fake', buttons: true },
    async prepare() {},
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
      listeners.emit(event)
    },
  }
}
