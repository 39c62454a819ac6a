import type { HealthReport } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { REPORT_EVERY_MS, REPORT_PAUSE_MS } from '../../shared/domain/signalling-timing.ts'
import type { TelephonyLine } from './telephony-line.ts'
import type { Microphone } from './audio/microphone-watch.ts'

interface HealthReporterDeps {
  readonly line: Pick<TelephonyLine, 'onActivity'>
  readonly microphone: Microphone
  /** The window, for its `online` and `offline` events. */
  readonly network: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  /** Whether this computer has any network, as far as it knows. */
  readonly online: () => boolean
  readonly clock: () => Timestamp
  /** Runs `work` after `ms` milliseconds unless the answer is called first. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Takes it to main. */
  readonly send: (evidence: HealthReport) => void
}

/**
 * Tells main what is known here, first-hand, of whether a call would arrive: whenever it changes, with each sign of
 * life, and four times a minute. Answers how to stop.
 */
export function createHealthReporter(options: HealthReporterDeps): () => void {
  const { line, microphone, network, online, clock, after, send } = options
  let lastMessageAt: Timestamp | null = null
  let acknowledgedAt: Timestamp | null = null
  let observed = true
  let due = false
  let pausing = false
  let cancelWait = () => {}

  function report(): void {
    due = false
    pausing = true
    cancelWait()
    const unobserved = observed ? {} : { observed: false as const }
    send({ lastMessageAt, acknowledgedAt, ...unobserved, online: online(), microphone: microphone.state })
    cancelWait = after(REPORT_PAUSE_MS, () => {
      pausing = false
      if (due) report()
      else cancelWait = after(REPORT_EVERY_MS - REPORT_PAUSE_MS, report)
    })
  }

  function changed(): void {
    if (pausing) due = true
    else report()
  }

  const stopActivity = line.onActivity((sign) => {
    if (sign === 'reset') {
      lastMessageAt = null
      acknowledgedAt = null
      observed = true
    } else if (sign === 'unobserved') {
      observed = false
    } else {
      lastMessageAt = clock()
      if (sign === 'acknowledged') acknowledgedAt = lastMessageAt
    }
    // Whether calls arrive at all is told at once; that they still do may wait.
    if (sign === 'message') changed()
    else report()
  })
  const stopWatching = microphone.watch(changed)
  network.addEventListener('online', changed)
  network.addEventListener('offline', changed)
  changed()

  return () => {
    stopActivity()
    stopWatching()
    network.removeEventListener('online', changed)
    network.removeEventListener('offline', changed)
    cancelWait()
  }
}
