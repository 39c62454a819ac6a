import { MESSAGES, type MainMessage } from '../../shared/ipc/contract.ts'

/** Sends messages to the page. Until the page is ready, keeps the latest message of each `keep` name in `MESSAGES`. */
export interface Outbox {
  send(message: MainMessage): void
  /** The page is ready: sends the kept messages. */
  open(): void
  /** The page is gone. Discards the kept messages, because main sends a new page the complete state. */
  close(): void
}

export function createOutbox(deliver: (message: MainMessage) => void): Outbox {
  const kept = new Map<string, MainMessage>()
  let isOpen = false
  return {
    send(message) {
      if (isOpen) return deliver(message)
      const { keep } = MESSAGES[message.type]
      if (keep !== null) kept.set(keep, message)
    },
    open() {
      isOpen = true
      const messages = [...kept.values()]
      kept.clear()
      for (const message of messages) deliver(message)
    },
    close() {
      isOpen = false
      kept.clear()
    },
  }
}
