import type { MainMessage } from '../../shared/ipc/contract.ts'

/** Messages on their way to the page. Before it listens they wait, and only the latest of each subject. */
export interface Outbox {
  send(message: MainMessage): void
  /** The page listens from now on: what waited goes out. */
  open(): void
  /** The page is gone, or not there yet. What waited is void: a new page is told everything afresh. */
  close(): void
}

/** A ticket and the lack of one are about the same thing, so the later of them replaces the earlier. */
const SUBJECT = {
  'access-token': 'access-token',
  'token-error': 'access-token',
  'app-state': 'app-state',
  'phone-link': 'phone-link',
  'orphaned-calls': 'orphaned-calls',
  'show-page': 'show-page',
} as const

export function createOutbox(deliver: (message: MainMessage) => void): Outbox {
  const waiting = new Map<string, MainMessage>()
  let isOpen = false
  return {
    send(message) {
      if (isOpen) return deliver(message)
      // Nobody rings at a page that does not listen, so a command for it has no call to be about; and its line is new.
      if (message.type === 'command' || message.type === 'reconnect' || message.type === 'window-shown')
        return
      waiting.set(SUBJECT[message.type], message)
    },
    open() {
      isOpen = true
      const messages = [...waiting.values()]
      waiting.clear()
      for (const message of messages) deliver(message)
    },
    close() {
      isOpen = false
      waiting.clear()
    },
  }
}
