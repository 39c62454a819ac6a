import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSdkLine } from '../../../../src/renderer/telephony/twilio/sdk-line.ts'
import type { TelephonyEvent } from '../../../../src/shared/domain/events.ts'
import { MAX_RETRY_MS, REGISTERED_WITHIN_MS } from '../../../../src/shared/domain/signalling-timing.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { ModelDevice, ModelExchange, type ModelTrouble } from '../../../support/line/sdk-model.ts'
import { FakeCall } from './fake-sdk.ts'

const fault: fc.Arbitrary<ModelTrouble> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'refuse' as const,
      'stall' as const,
      'forget' as const,
      'unreachable' as const,
      'reject' as const,
    ),
    on: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('drop' as const, 'close' as const, 'expire' as const, 'restart' as const),
  }),
)
type Step =
  | ModelTrouble
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'try-again' }
  | { readonly kind: 'fresh-token' }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fault },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 500, max: 60_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constant({ kind: 'try-again' as const }),
      fc.constant({ kind: 'fresh-token' as const }),
    ),
  },
)

function liveOn(randoms: readonly number[]) {
  const fakeClock = createFakeClock(0)
  const exchange = new ModelExchange()
  const events: TelephonyEvent[] = []
  let n = 0
  let tokens = 0
  let closed = false
  const after = (ms: number, work: () => void) => fakeClock.timers.after(ms, work)
  // The timers of the line, without those of the model.
  const due = new Set<{ readonly at: number }>()
  const line = createSdkLine({
    clock: fakeClock.clock,
    uptime: fakeClock.clock,
    random: () => randoms[n++ % randoms.length] ?? 0,
    createDevice: (token, _host, tell) => {
      last = { tell, device: new ModelDevice(token, tell, { after, now: fakeClock.clock, exchange }) }
      return last.device
    },
    onTokenWanted: () => void after(50, () => (closed ? undefined : line.register(nextToken()))),
    after(ms, work) {
      const entry = { at: fakeClock.clock() + ms }
      due.add(entry)
      const cancel = after(ms, () => {
        due.delete(entry)
        work()
      })
      return () => {
        due.delete(entry)
        cancel()
      }
    },
    online: () => true,
    log: { warn: () => undefined },
  })
  let last: { tell: ConstructorParameters<typeof ModelDevice>[1]; device: ModelDevice } | undefined
  const nextToken = () => ({
    token: `token ${(tokens += 1) + exchange.validFrom}`,
    identity: 'maria',
    signallingHost: 'localhost:1',
  })
  line.subscribe((event) => events.push(event))
  const isReady = () =>
    events.findLast(({ type }) => type.startsWith('registration-'))?.type === 'registration-registered'
  return {
    fakeClock,
    exchange,
    line,
    isReady,
    nextToken,
    dueInMs: () => Math.min(...[...due].map(({ at }) => at - fakeClock.clock())),
    async close(): Promise<void> {
      closed = true
      await line.unregister()
    },
    talks() {
      const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
      last?.tell.incoming(call)
      line.accept('CA1')
      call.opens()
    },
    async does(one: Step): Promise<void> {
      if (one.kind === 'wait') return fakeClock.advance(one.ms)
      if (one.kind === 'try-again') line.reconnect()
      else if (one.kind === 'fresh-token') line.register(nextToken())
      else exchange.cause(one)
      await flushPromises()
    },
  }
}

const randoms = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 1,
  maxLength: 20,
})
const life = fc.array(step, { minLength: 1, maxLength: 14 })
const RUNS = { seed: 20_261_128, numRuns: 300 }

describe('the registration, for any behaviour of the exchange', () => {
  it('has a next attempt due within four seconds while the line is not registered', async () => {
    await fc.assert(
      fc.asyncProperty(life, randoms, async (steps, given) => {
        const on = liveOn(given)
        on.line.register(on.nextToken())
        for (const one of steps) {
          await on.does(one)
          if (!on.isReady()) expect(on.dueInMs()).toBeLessThanOrEqual(MAX_RETRY_MS)
        }
      }),
      RUNS,
    )
  })

  it('is restored within five seconds of the end of every fault, with or without a call', async () => {
    await fc.assert(
      fc.asyncProperty(life, randoms, fc.boolean(), async (steps, given, inCall) => {
        const on = liveOn(given)
        on.line.register(on.nextToken())
        await on.fakeClock.advance(1_000)
        if (inCall) on.talks()
        for (const one of steps) await on.does(one)
        on.exchange.clear()
        await on.fakeClock.advance(REGISTERED_WITHIN_MS)
        expect([on.exchange.registered, on.isReady()]).toEqual([true, true])
      }),
      RUNS,
    )
  })

  it('is restored within five seconds of the end of a freeze, for any loss during the freeze', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('forget' as const, 'stall' as const, 'drop' as const, 'expire' as const, null),
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 16_000, max: 3_600_000 }),
        fc.boolean(),
        randoms,
        async (lost, before, frozenMs, hadArrived, given) => {
          const on = liveOn(given)
          on.line.register(on.nextToken())
          await on.fakeClock.advance(1_000 + before)
          on.fakeClock.freeze(frozenMs)
          // A heartbeat that arrived before the freeze is read before the SDK checks for silence, so the socket is kept.
          if (hadArrived) for (const device of on.exchange.devices) device.hears('heartbeat')
          if (lost === 'forget' || lost === 'stall') on.exchange.cause({ kind: lost, on: true })
          else if (lost) on.exchange.cause({ kind: lost })
          await on.fakeClock.advance(REGISTERED_WITHIN_MS)
          const reachable = [...on.exchange.sockets].some(
            ({ alive, registered, stalled, forgotten }) => alive && registered && !stalled && !forgotten,
          )
          expect([reachable, on.isReady()]).toEqual([true, true])
        },
      ),
      RUNS,
    )
  })

  it('opens at most six sockets at first, then one every two seconds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('refuse' as const, 'reject' as const, 'unreachable' as const),
        fc.integer({ min: 300, max: 600_000 }),
        randoms,
        async (kind, ms, given) => {
          const on = liveOn(given)
          on.line.register(on.nextToken())
          await on.fakeClock.advance(1_000)
          on.exchange.cause({ kind, on: true })
          on.exchange.cause({ kind: 'drop' })
          const before = on.exchange.opened.length
          await on.fakeClock.advance(ms)
          expect(on.exchange.opened.length - before).toBeLessThanOrEqual(6 + ms / 2_000)
          on.exchange.clear()
          await on.fakeClock.advance(REGISTERED_WITHIN_MS)
          expect(on.exchange.registered).toBe(true)
        },
      ),
      { ...RUNS, numRuns: 60 },
    )
  })

  it('is not attempted after the line has been closed', async () => {
    await fc.assert(
      fc.asyncProperty(life, randoms, async (steps, given) => {
        const on = liveOn(given)
        on.line.register(on.nextToken())
        for (const one of steps) await on.does(one)
        await on.close()
        const before = on.exchange.opened.length
        await on.fakeClock.advance(600_000)
        expect([on.exchange.opened.length - before, on.exchange.registered]).toEqual([0, false])
      }),
      { ...RUNS, numRuns: 100 },
    )
  })
})
