import { setTimeout as pause } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FaultInput } from '../../../exchange/control/faults.ts'
import { REGISTERED_WITHIN_MS } from '../../../src/shared/domain/signalling-timing.ts'
import { accessToken } from '../../support/app/account.ts'
import { openedSockets, openNodeLine, type NodeLine } from '../../support/line/node-sdk.ts'
import { startSimulator, type SimulatorFixture } from '../../support/line/simulator-fixture.ts'

let simulator: SimulatorFixture
let people = 0

beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(async () => {
  await simulator.close()
})

/** A line of its own identity that is registered. */
async function registeredLine(): Promise<NodeLine & { readonly identity: string }> {
  const identity = `person_${++people}`
  let tokens = 0
  const opened = await openNodeLine(() => ({
    token: accessToken(simulator.account, identity, 3_600 - tokens++),
    identity,
    signallingHost: simulator.signallingHost,
  }))
  opened.line.register({
    token: accessToken(simulator.account, identity, 3_600),
    identity,
    signallingHost: simulator.signallingHost,
  })
  await isRegistered(identity)
  return { ...opened, identity }
}

const registrationOf = (identity: string) =>
  simulator.exchange.control.clients().find((client) => client.identity === identity)?.registered ?? false

/** Resolves when the exchange would ring this identity, with the time that this took. */
async function isRegistered(identity: string, timeoutMs = 20_000): Promise<number> {
  const started = Date.now()
  while (!registrationOf(identity)) {
    if (Date.now() - started > timeoutMs)
      throw new Error(`${identity} is not registered after ${timeoutMs} ms.`)
    await pause(10)
  }
  return Date.now() - started
}

const injectFault = (input: FaultInput) => simulator.exchange.injectFault(input)

/** The faults for one identity. */
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('refuse' as const, 'stall' as const, 'forget' as const),
    on: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'close' as const, 'expire' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 700 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function live(identity: string, steps: readonly Step[]): Promise<void> {
  for (const one of steps) {
    if (one.kind === 'wait') await pause(one.ms)
    else injectFault({ ...one, identity })
  }
}

describe('registration with Twilio’s SDK at an exchange that fails', () => {
  test.each([0.3, 3, 12])('after %d s of refusal it is registered within five seconds', async (seconds) => {
    const { identity, line, events } = await registeredLine()
    const before = openedSockets.length
    injectFault({ kind: 'refuse', identity })
    injectFault({ kind: 'drop', identity })
    await pause(seconds * 1_000)
    injectFault({ kind: 'refuse', identity, on: false })
    expect(await isRegistered(identity)).toBeLessThan(REGISTERED_WITHIN_MS)
    const opened = openedSockets.length - before
    // A handful in the first second, then one in two to four seconds.
    expect(opened).toBeLessThanOrEqual(5 + seconds)
    await events.waitFor('registration-registered', ({ type }) => type === 'registration-registered', {
      from: 2,
    })
    await line.unregister()
  })

  test('random sequences of refusals, drops, stalls and lost registrations end registered within five seconds', async () => {
    const lives = fc.sample(fc.array(step, { minLength: 2, maxLength: 9 }), { seed: 20_261_128, numRuns: 24 })
    const took = await Promise.all(
      lives.map(async (steps) => {
        const { identity, line, logged } = await registeredLine()
        await live(identity, steps)
        injectFault({ kind: 'clear', identity })
        // The exchange may still count a socket as registered that has just died.
        await pause(50)
        const ms = await isRegistered(identity).catch((error: unknown) => {
          throw new Error(`${JSON.stringify(steps)}: ${String(error)} ${logged.join(' ')}`)
        })
        await line.unregister()
        return { ms, steps }
      }),
    )
    for (const { ms, steps } of took) expect(ms, JSON.stringify(steps)).toBeLessThan(REGISTERED_WITHIN_MS)
  }, 120_000)
})
