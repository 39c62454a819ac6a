import { onScreen } from './alert-server.ts'
import type { Ring, SoakTestbed } from './testbed.ts'
import { until } from './wait-until.ts'

/** What may happen to somebody who calls, or to several at once. Each ends with nothing ringing. */
export type CallOutcome = (testbed: SoakTestbed) => Promise<void>

/** Nobody presses a button sooner after it has come. */
const QUICKEST_MS = 20

/** Presses a button of the alert that is there; false when none comes. */
async function press(testbed: SoakTestbed, ring: Ring, action: 'accept' | 'reject'): Promise<boolean> {
  for (;;) {
    const alert = await testbed.alertOf(ring)
    if (!alert) return false
    await testbed.wait(QUICKEST_MS, 150)
    // After a lost socket one alert may have gone for another: nobody presses what is not there.
    if (!onScreen(alert)) continue
    testbed.server.press(alert, action)
    return true
  }
}

const cancelled = async (testbed: SoakTestbed, ring: Ring): Promise<void> => {
  await testbed.alertOf(ring)
  await testbed.wait(0, 250)
  await testbed.cancel(ring)
}

const rejected = async (testbed: SoakTestbed, ring: Ring): Promise<void> => {
  if (!(await press(testbed, ring, 'reject'))) return testbed.cancel(ring)
  await testbed.over(ring)
}

const accepted = async (testbed: SoakTestbed, ring: Ring): Promise<void> => {
  const { exchange } = testbed.offhook
  if (!(await press(testbed, ring, 'accept'))) return testbed.cancel(ring)
  const bridged = exchange.next('bridged', { callSid: ring.sid }, { from: ring.from, timeoutMs: 5_000 })
  await bridged.catch(() => testbed.failures.push(`${ring.who} was accepted and not connected`))
  await testbed.wait(50, 300)
  if (testbed.rng.between(0, 1) === 0) return testbed.cancel(ring)
  await testbed.see.hangUp
    .click({ timeout: 5_000 })
    .catch(() => testbed.failures.push(`${ring.who}: no Hang up`))
  await testbed.over(ring)
}

const one =
  (outcome: (testbed: SoakTestbed, ring: Ring) => Promise<void>): CallOutcome =>
  async (testbed) =>
    outcome(testbed, await testbed.ring())

/** Three to six at once; one of them at most is accepted. */
const storm: CallOutcome = async (testbed) => {
  const count = testbed.rng.between(3, 6)
  const rings = await Promise.all(Array.from({ length: count }, () => testbed.ring()))
  const lucky = testbed.rng.between(0, count)
  await Promise.all(
    rings.map((ring, index) => {
      if (index === lucky) return accepted(testbed, ring)
      return testbed.rng.between(0, 1) === 0 ? cancelled(testbed, ring) : rejected(testbed, ring)
    }),
  )
}

/** The socket dies while it rings: the exchange invites again, and the person is (still) told. */
const droppedInMidRing: CallOutcome = async (testbed) => {
  const ring = await testbed.ring()
  await testbed.alertOf(ring)
  await testbed.recover({ kind: 'drop' })
  const { events } = testbed.offhook.exchange
  const invites = () => {
    const own = events.entries.slice(ring.from)
    return own.filter(({ type }) => type === 'invited').length
  }
  await until(
    (listener) => every(20, listener),
    5_000,
    () => invites() > 1,
  )
  // The old alert may go with the old invite: what counts is that one is there.
  await testbed.wait(150, 400)
  const alert = await testbed.alertOf(ring)
  if (!alert) testbed.failures.push(`${ring.who} rang on after a lost socket, without an alert`)
  await (testbed.rng.between(0, 1) === 0 ? testbed.cancel(ring) : rejected(testbed, ring))
}

const dropped: CallOutcome = (testbed) => testbed.recover({ kind: 'drop' })

/** The exchange forgets all calls and is away for a while. */
const exchangeRestarted: CallOutcome = async (testbed) => {
  const ring = await testbed.ring()
  await testbed.alertOf(ring)
  const ms = testbed.rng.between(0, 1_000)
  await testbed.recover({ kind: 'restart', ms, calls: 'lost' }, ms)
  await testbed.over(ring)
}

/** Alerts come back on a new notification server, once, and still work. */
const alertServerRestarted: CallOutcome = async (testbed) => {
  const ring = await testbed.ring()
  await testbed.alertOf(ring)
  await testbed.wait(QUICKEST_MS, 150)
  await testbed.server.restart()
  const again = await testbed.alertOf(ring)
  if (!again) testbed.failures.push(`${ring.who} rang on without an alert on the new notification server`)
  await (testbed.rng.between(0, 1) === 0 ? cancelled(testbed, ring) : accepted(testbed, ring))
}

const duplicated: CallOutcome = async (testbed) => {
  const ring = await testbed.ring()
  await testbed.alertOf(ring)
  await testbed.offhook.exchange.request('POST', '/trouble', { kind: 'duplicate' })
  await (testbed.rng.between(0, 1) === 0 ? cancelled(testbed, ring) : rejected(testbed, ring))
}

/** How often each comes. */
export const CALL_OUTCOMES: readonly (readonly [weight: number, outcome: CallOutcome])[] = [
  [30, one(cancelled)],
  [25, one(rejected)],
  [15, one(accepted)],
  [14, storm],
  [3, duplicated],
  [2, droppedInMidRing],
  [2, dropped],
  [2, exchangeRestarted],
  [2, alertServerRestarted],
]

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}
