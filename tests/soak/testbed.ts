import { setTimeout as pause } from 'node:timers/promises'
import type { Desktop } from '../support/desktop/desktop.ts'
import { screen, type Screen } from '../e2e/fixtures/screen.ts'
import type { OffhookUnderTest } from '../support/app/launch.ts'
import { incomingCallPages } from '../support/app/incoming-call-window.ts'
import { onScreen, type Alert, type AlertServer } from './alert-server.ts'
import type { SeededRng } from '../support/random/seeded-rng.ts'
import { until } from './wait-until.ts'

/** Who is called. */
export const IDENTITY = 'maria'
/** How long anything may take that should happen at once; what takes longer has not happened. */
const PATIENCE_MS = 5_000
/** A line that is not back after this is not coming back. */
const RECOVERY_MS = 40_000

/** One caller, who rings once in the whole soak. */
export interface Ring {
  readonly who: string
  readonly sid: string
  /** Where its story begins in the exchange's recorder. */
  readonly from: number
}

/** What the hands of a soak can do, and what they keep of it. */
export interface SoakTestbed {
  readonly offhook: OffhookUnderTest
  readonly desktop: Desktop
  readonly server: AlertServer
  readonly rng: SeededRng
  readonly see: Screen
  /** Alerts or windows that stayed when their call was over, in words. */
  readonly ghosts: string[]
  /** How long the phone took to be back after each trouble, in milliseconds. */
  readonly recoveries: number[]
  readonly failures: string[]
  ring(): Promise<Ring>
  /** The alert of a ring, on the screen now. */
  alertOf(ring: Ring): Promise<Alert | undefined>
  cancel(ring: Ring): Promise<void>
  over(ring: Ring): Promise<void>
  wait(low: number, high: number): Promise<void>
  /** Makes trouble, and waits until the phone is registered again; `ms` is how long the trouble itself lasts. */
  recover(trouble: object, ms?: number): Promise<void>
  /** Nothing rings any more: whatever still says so is a ghost. */
  settle(): Promise<void>
}

export function createSoakTestbed(
  edges: Pick<SoakTestbed, 'offhook' | 'desktop' | 'server' | 'rng'>,
): SoakTestbed {
  const { offhook, server, rng } = edges
  const { exchange } = offhook
  const see = screen(offhook.window)
  let callers = 0

  const waitForEvent = (type: 'ended' | 'registered', wanted: object, from: number, timeoutMs: number) =>
    exchange.next(type, wanted, { from, timeoutMs }).then(
      (event) => event,
      () => undefined,
    )

  const testbed: SoakTestbed = {
    ...edges,
    see,
    ghosts: [],
    recoveries: [],
    failures: [],
    async ring() {
      callers += 1
      const who = String(2_022_000_000 + callers)
      const from = exchange.events.entries.length
      const sid = await exchange.placeCall({ from: `+1${who}`, to: `client:${IDENTITY}`, timeout: 120 })
      return { who, sid, from }
    },
    alertOf: ({ who }) =>
      until(server.onChange, PATIENCE_MS, () =>
        server.alerts.findLast((one) => one.who === who && onScreen(one)),
      ),
    async cancel(ring) {
      // Somebody else may have ended it in the same moment.
      await exchange.request('POST', `/calls/${ring.sid}/hangup`).catch(() => undefined)
      await testbed.over(ring)
    },
    async over(ring) {
      const ended = await waitForEvent('ended', { callSid: ring.sid }, ring.from, PATIENCE_MS)
      if (ended) return
      testbed.failures.push(`${ring.who} did not end at the exchange`)
      // The soak goes on without it.
      await exchange.request('POST', `/calls/${ring.sid}/hangup`).catch(() => undefined)
    },
    wait: (low, high) => pause(rng.between(low, high)),
    async recover(trouble, ms = 0) {
      const from = exchange.events.entries.length
      const started = Date.now()
      await exchange.request('POST', '/trouble', trouble)
      const back = await waitForEvent('registered', { identity: IDENTITY }, from, RECOVERY_MS)
      if (back) testbed.recoveries.push(Date.now() - started - ms)
      else testbed.failures.push(`not registered again after ${JSON.stringify(trouble)}`)
    },
    async settle() {
      const left = () => server.alerts.filter(onScreen)
      if (!(await until(server.onChange, PATIENCE_MS, () => left().length === 0)))
        testbed.ghosts.push(...left().map(({ who }) => `the alert of ${who}`))
      const clear = async (what: string, gone: Promise<unknown>) => {
        await gone.catch(() => testbed.ghosts.push(what))
      }
      await clear(
        'a ringing call in the window',
        see.anyIncoming.first().waitFor({ state: 'hidden', timeout: PATIENCE_MS }),
      )
      await clear(
        'an open call in the window',
        see.hangUp.first().waitFor({ state: 'hidden', timeout: PATIENCE_MS }),
      )
      for (const page of incomingCallPages(offhook.app))
        if (!page.isClosed())
          await clear('the call window', page.waitForEvent('close', { timeout: PATIENCE_MS }))
    },
  }
  return testbed
}
