import type { Reach } from '../shared/contract.ts'
import type { Phone } from '../shared/phone.ts'
import type { Log } from './log.ts'
import type { ProbeResult } from './probe.ts'
import type { Reachability } from './reachability.ts'
import type { Timers } from './timers.ts'

export interface WatchdogEdges {
  readonly reachability: Pick<Reachability, 'reach' | 'on'>
  readonly replica: { readonly phone: Phone }
  /** Whether the signalling host would take a connection now. Never rejects; undefined while there is no line. */
  readonly probe: () => Promise<ProbeResult> | undefined
  /** Asks the renderer to make signalling anew. */
  readonly restartLine: () => void
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  readonly log: Log
}

export interface Watchdog {
  /** The computer woke up, or a network came: no waiting now. */
  hurry(): void
  /** The computer goes to sleep: nothing is to be done until `hurry`. */
  rest(): void
}

/** The SDK mends most drops by itself within this. */
const FIRST_LOOK_MS = 1_000
/** A host that cannot be reached costs nobody anything to try. */
const LOOK_MS = 2_500
/** One that answers and lets nobody in has trouble of its own: after this many looks it is left in peace for longer. */
const PATIENT_LOOKS = 240
const LONGEST_MS = 20_000

/**
 * Notices a dead line from the evidence, and brings it back as soon as its cause is gone: it knocks at the signalling
 * host itself, which is cheap and quick, and has the renderer connect at once when that opens. The SDK alone would
 * wait for up to twenty seconds.
 */
export function createWatchdog(edges: WatchdogEdges): Watchdog {
  const { reachability, replica, probe, restartLine, timers, random, log } = edges
  let cancel: (() => void) | null = null
  let resting = false
  /** How often in a row the host answered, and it did not help. */
  let refusals = 0
  /** Counts outages, so that a knock answered after its outage is over changes nothing. */
  let outage = 0

  const pause = () => {
    const ms = Math.min(LOOK_MS * 1.2 ** Math.max(0, refusals - PATIENT_LOOKS), LONGEST_MS)
    return ms * (0.6 + random() * 0.4)
  }

  const look = async () => {
    cancel = () => {}
    const now = outage
    const fault = faultIn(reachability.reach, replica.phone)
    if (fault === 'dead') mend('The line is silent although it says it is ready: it is made anew.')
    if (fault === 'down') {
      const answer = await probe()
      if (now !== outage || resting) return
      if (answer === 'open') mend('Signalling can be reached: connecting.')
      // Whoever answers and lets nobody in gets time to recover.
      refusals = answer === 'open' || answer === 'refusing' ? refusals + 1 : 0
    }
    cancel = timers.after(pause(), () => void look())
  }

  const mend = (words: string) => {
    log.info(words)
    restartLine()
  }

  const end = () => {
    outage += 1
    refusals = 0
    cancel?.()
    cancel = null
  }

  const follow = () => {
    const fault = faultIn(reachability.reach, replica.phone)
    if (fault === 'none') return end()
    if (resting || cancel) return
    // A dead line has been silent for long enough already; one that is down may be coming back as we speak.
    if (fault === 'dead') void look()
    else cancel = timers.after(FIRST_LOOK_MS * (0.6 + random() * 0.4), () => void look())
  }

  reachability.on(follow)
  return {
    hurry() {
      resting = false
      end()
      if (faultIn(reachability.reach, replica.phone) !== 'none') void look()
    },
    rest() {
      resting = true
      end()
    },
  }
}

/**
 * `dead`: the line says it is ready, and there is no sign of life. `down`: it is known to be down, and would come back
 * by connecting. Everything else takes a person, a ticket or a page.
 */
function faultIn({ obstacle }: Reach, { line, calls }: Phone): 'none' | 'dead' | 'down' {
  if (line.state === 'ready') {
    const silent = obstacle === 'line-silent' || obstacle === 'not-registered'
    // The SDK drops a silent socket by itself, and calls with it come back; more would cost them their media.
    return silent && calls.length === 0 ? 'dead' : 'none'
  }
  if (line.state === 'connecting') return 'down'
  return line.state === 'offline' && (line.reason === 'signalling-unreachable' || line.reason === 'network')
    ? 'down'
    : 'none'
}
