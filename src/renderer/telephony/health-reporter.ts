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
  /** Whether the browser reports a network. */
  readonly online: () => boolean
  readonly clock: () => Timestamp
  /** Runs `work` after `ms` milliseconds unless the returned function is called first. */
  readonly after: (ms: number, work: () => void) => () => void
  /** Sends the report to main. */
  readonly send: (report: HealthReport) => void
}

/**
 * Reports to main what the page observes of its signalling: after each change, after signalling activity, and four times
 * a minute. Returns a function that stops the reports.
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

  const stopActivity = line.onActivity((activity) => {
    if (activity === 'reset') {
      lastMessageAt = null
      acknowledgedAt = null
      observed = true
    } else if (activity === 'unobserved') {
      observed = false
    } else {
      lastMessageAt = clock()
      if (activity === 'acknowledged') acknowledgedAt = lastMessageAt
    }
    // A change of the registration is reported at once. A further message can wait.
    if (activity === 'message') changed()
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
