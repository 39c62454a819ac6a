import { onScreen } from './alert-server.ts'
import type { Ring, Scene } from './testbed.ts'
import { until } from './wait-until.ts'

/** What may happen to somebody who calls, or to several at once. Each ends with nothing ringing. */
export type Fate = (scene: Scene) => Promise<void>

/** Nobody presses a button sooner after it has come. */
const QUICKEST_MS = 20

/** Presses a button of the alert that is there; false when none comes. */
async function press(scene: Scene, ring: Ring, action: 'accept' | 'reject'): Promise<boolean> {
  for (;;) {
    const alert = await scene.alertOf(ring)
    if (!alert) return false
    await scene.wait(QUICKEST_MS, 150)
    // After a lost socket one alert may have gone for another: nobody presses what is not there.
    if (!onScreen(alert)) continue
    scene.server.press(alert, action)
    return true
  }
}

const cancelled = async (scene: Scene, ring: Ring): Promise<void> => {
  await scene.alertOf(ring)
  await scene.wait(0, 250)
  await scene.cancel(ring)
}

const rejected = async (scene: Scene, ring: Ring): Promise<void> => {
  if (!(await press(scene, ring, 'reject'))) return scene.cancel(ring)
  await scene.over(ring)
}

const accepted = async (scene: Scene, ring: Ring): Promise<void> => {
  const { exchange } = scene.offhook
  if (!(await press(scene, ring, 'accept'))) return scene.cancel(ring)
  const bridged = exchange.next('bridged', { callSid: ring.sid }, { from: ring.from, timeoutMs: 5_000 })
  await bridged.catch(() => scene.failures.push(`${ring.who} was accepted and not connected`))
  await scene.wait(50, 300)
  if (scene.chance.between(0, 1) === 0) return scene.cancel(ring)
  await scene.see.hangUp.click({ timeout: 5_000 }).catch(() => scene.failures.push(`${ring.who}: no Hang up`))
  await scene.over(ring)
}

const one =
  (fate: (scene: Scene, ring: Ring) => Promise<void>): Fate =>
  async (scene) =>
    fate(scene, await scene.ring())

/** Three to six at once; one of them at most is accepted. */
const storm: Fate = async (scene) => {
  const count = scene.chance.between(3, 6)
  const rings = await Promise.all(Array.from({ length: count }, () => scene.ring()))
  const lucky = scene.chance.between(0, count)
  await Promise.all(
    rings.map((ring, index) => {
      if (index === lucky) return accepted(scene, ring)
      return scene.chance.between(0, 1) === 0 ? cancelled(scene, ring) : rejected(scene, ring)
    }),
  )
}

/** The socket dies while it rings: the exchange invites again, and the person is (still) told. */
const droppedInMidRing: Fate = async (scene) => {
  const ring = await scene.ring()
  await scene.alertOf(ring)
  await scene.recover({ kind: 'drop' })
  const { events } = scene.offhook.exchange
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
  await scene.wait(150, 400)
  const alert = await scene.alertOf(ring)
  if (!alert) scene.failures.push(`${ring.who} rang on after a lost socket, without an alert`)
  await (scene.chance.between(0, 1) === 0 ? scene.cancel(ring) : rejected(scene, ring))
}

const dropped: Fate = (scene) => scene.recover({ kind: 'drop' })

/** The exchange forgets all calls and is away for a while. */
const exchangeRestarted: Fate = async (scene) => {
  const ring = await scene.ring()
  await scene.alertOf(ring)
  const ms = scene.chance.between(0, 1_000)
  await scene.recover({ kind: 'restart', ms, calls: 'lost' }, ms)
  await scene.over(ring)
}

/** Alerts come back on a new notification server, once, and still work. */
const alertServerRestarted: Fate = async (scene) => {
  const ring = await scene.ring()
  await scene.alertOf(ring)
  await scene.wait(QUICKEST_MS, 150)
  await scene.server.restart()
  const again = await scene.alertOf(ring)
  if (!again) scene.failures.push(`${ring.who} rang on without an alert on the new notification server`)
  await (scene.chance.between(0, 1) === 0 ? cancelled(scene, ring) : accepted(scene, ring))
}

const duplicated: Fate = async (scene) => {
  const ring = await scene.ring()
  await scene.alertOf(ring)
  await scene.offhook.exchange.request('POST', '/trouble', { kind: 'duplicate' })
  await (scene.chance.between(0, 1) === 0 ? cancelled(scene, ring) : rejected(scene, ring))
}

/** How often each comes. */
export const FATES: readonly (readonly [weight: number, fate: Fate])[] = [
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
