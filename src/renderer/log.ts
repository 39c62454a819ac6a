import type { OffhookBridge } from '../shared/ipc/contract.ts'
import { MAX_LOG_TEXT } from '../shared/ipc/log.ts'

/** The page's log. Lines go to main's log file, where numbers and secrets are redacted. Never throws or rejects. */
export interface PageLog {
  info(text: string, about?: unknown): void
  warn(text: string, about?: unknown): void
  error(text: string, about?: unknown): void
}

type Level = keyof PageLog

interface PageLogOptions {
  readonly bridge: Pick<OffhookBridge, 'request'>
  /** Schedules `work`: main may not be ready for the first lines. */
  readonly later: (work: () => void) => void
}

/** Lines kept while main cannot receive them. Further lines are counted and dropped. */
const MAX_PENDING = 100

/** A log that sends each line to main, in order, and keeps lines until main has received them. */
export function createPageLog({ bridge, later }: PageLogOptions): PageLog {
  const pending: { readonly level: Level; readonly text: string }[] = []
  let dropped = 0
  let sending = false

  async function send(): Promise<void> {
    if (sending) return
    sending = true
    try {
      for (let line = pending[0]; line; line = pending[0]) {
        await bridge.request({ type: 'log', ...line })
        pending.shift()
        if (dropped > 0 && pending.length < MAX_PENDING) {
          pending.push({ level: 'warn', text: `${dropped} more lines were dropped.` })
          dropped = 0
        }
      }
    } catch {
      later(() => void send())
    } finally {
      sending = false
    }
  }

  const at = (level: Level) => (text: string, about?: unknown) => {
    if (pending.length >= MAX_PENDING) {
      dropped += 1
      return
    }
    const line = about === undefined ? text : `${text} ${describe(about)}`
    pending.push({ level, text: line.slice(0, MAX_LOG_TEXT) })
    void send()
  }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** One error or value as text: the stack of an error where there is one, with the code of an SDK error. */
export function describe(about: unknown): string {
  if (about instanceof Error) {
    const code = 'code' in about && typeof about.code === 'number' ? ` (${about.code})` : ''
    const stack = about.stack ?? ''
    return stack.includes(about.message) && stack !== ''
      ? `${stack}${code}`
      : `${about.name}: ${about.message}${code}`
  }
  if (typeof about === 'string') return about
  try {
    return JSON.stringify(about) ?? String(about)
  } catch {
    return String(about)
  }
}

/** Logs the page's uncaught errors and unhandled rejections. */
export function logUncaughtErrors(page: Pick<Window, 'addEventListener'>, log: PageLog): void {
  page.addEventListener('error', (event) => {
    log.error('Uncaught error:', event.error ?? event.message)
  })
  page.addEventListener('unhandledrejection', (event) => {
    log.error('Unhandled rejection:', event.reason)
  })
}
