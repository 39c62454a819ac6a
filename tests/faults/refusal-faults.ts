import type { Fault, Outcome } from './fault.ts'
import { IDENTITY, type FaultTestbed } from './testbed.ts'

const CANNOT = /Offline|Connecting|The line[^\n]*|The service cannot be reached|No network/

/** Long enough to be shown in the window. */
const VISIBLE_MS = 3_000

interface Refusal {
  /** `identity`: sockets open and are ended once the client has sent its token. `all`: requests are answered with 503. */
  readonly of: 'identity' | 'all'
  readonly ms: number
}

/** Ends the socket and refuses new ones for this time. */
async function refusedFor(testbed: FaultTestbed, { of, ms }: Refusal): Promise<Outcome> {
  const whose = of === 'identity' ? { identity: IDENTITY } : {}
  const started = Date.now()
  await testbed.trouble('refuse', whose)
  await testbed.trouble('drop', whose)
  const noticed = ms >= VISIBLE_MS ? await testbed.says(CANNOT) : null
  const noticedMs = Date.now() - started
  await testbed.lasts(ms - noticedMs)
  const mark = testbed.mark()
  const over = Date.now()
  await testbed.trouble('refuse', { ...whose, on: false })
  const backMs = await testbed.backAfter(mark, over)
  return noticed === null
    ? { saw: 'connected again by itself', backMs }
    : { saw: `“${noticed}”, and connected again by itself`, noticedMs, backMs }
}

const refused = (seconds: number): Fault => ({
  name: `refused for ${seconds} s`,
  cause: `the socket ends; for ${seconds} s every new one is ended once the client has sent its token`,
  run: (testbed) => refusedFor(testbed, { of: 'identity', ms: seconds * 1_000 }),
})

const turnedAway = (seconds: number): Fault => ({
  name: `turned away for ${seconds} s`,
  cause: `the socket ends; for ${seconds} s every request for a new one is answered with 503`,
  run: (testbed) => refusedFor(testbed, { of: 'all', ms: seconds * 1_000 }),
})

/** An exchange that accepts no registrations for a while. */
export const refusalFaults: readonly Fault[] = [
  refused(0.3),
  refused(3),
  refused(12),
  refused(45),
  turnedAway(16),
  { ...turnedAway(200), byHand: true },
]
