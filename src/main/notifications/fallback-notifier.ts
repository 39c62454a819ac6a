import type { Log } from '../lib/log.ts'
import { createListeners } from '../lib/listeners.ts'
import type { Notifier, NotifierEvent, Toast } from './notifier.ts'

/**
 * A notifier with a fallback: what the first cannot show, the second shows. When the first can show it after all, the second
 * closes its own.
 */
export function withFallback(first: Notifier, second: Notifier, log: Log): Notifier {
  const listeners = createListeners<NotifierEvent>()
  const onSecond = new Set<string>()
  /** Whether the second notifier has shown a notification that the first could not. Until then it is unproven. */
  let secondWorks = false
  /**
   * The notifications that should be on the screen. The first notifier may fail so late that the notification is no longer
   * needed.
   */
  const wanted = new Map<string, Toast>()
  first.on((event) => {
    listeners.emit(event)
  })
  second.on((event) => {
    // A notification of the second notifier that was replaced by the first is not reported as closed.
    if (event.type === 'closed' && !onSecond.has(event.key)) return
    // The capabilities of the second notifier count only after it has shown a notification.
    if (event.type === 'changed' && !secondWorks) return
    listeners.emit(event)
  })
  return {
    get capabilities() {
      return first.capabilities ?? (secondWorks ? second.capabilities : null)
    },
    async prepare() {
      await first.prepare()
    },
    async show(toast) {
      wanted.set(toast.key, toast)
      const result = await first.show(toast)
      if (result.status === 'shown') {
        if (onSecond.delete(toast.key)) await second.close(toast.key)
        return result
      }
      if (wanted.get(toast.key) !== toast) return result
      log.warn(`${result.reason} The system’s plain kind is tried instead.`)
      onSecond.add(toast.key)
      const instead = await second.show(toast)
      const worked = secondWorks
      secondWorks = instead.status === 'shown'
      if (secondWorks !== worked) listeners.emit({ type: 'changed' })
      return instead
    },
    async close(key) {
      wanted.delete(key)
      const had = onSecond.delete(key)
      await Promise.all([first.close(key), had ? second.close(key) : undefined])
    },
    on: (listener) => listeners.add(listener),
  }
}
