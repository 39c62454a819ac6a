import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSettledCards } from '../../../../src/main/windows/settled-cards.ts'
import { SETTLE_MS } from '../../../../src/shared/domain/settle.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'

const party = { kind: 'number', address: '+12025550142', name: null } as const
const card = (id: string, endsActiveCall = false) => ({ id, party, endsActiveCall })

function setUp() {
  const fakeClock = createFakeClock()
  return { fakeClock, cards: createSettledCards(fakeClock.clock) }
}

describe('a call in the IncomingCallWindow takes presses', () => {
  test('half a second after the window has come onto the screen, not after it was made', async () => {
    const { fakeClock, cards } = setUp()
    cards.show([card('CA1')])
    await fakeClock.advance(10_000)
    expect(cards.has('CA1'), 'not on the screen yet').toBe(false)
    cards.placed()
    await fakeClock.advance(SETTLE_MS - 1)
    expect(cards.has('CA1')).toBe(false)
    await fakeClock.advance(1)
    expect(cards.has('CA1')).toBe(true)
  })

  test('half a second after the window has moved', async () => {
    const { fakeClock, cards } = setUp()
    cards.show([card('CA1')])
    cards.placed()
    await fakeClock.advance(SETTLE_MS)
    cards.placed()
    expect(cards.has('CA1')).toBe(false)
  })

  test('half a second after it has moved up, or its button has come to say “End and accept”', async () => {
    const { fakeClock, cards } = setUp()
    cards.placed()
    cards.show([card('CA1'), card('CA2')])
    await fakeClock.advance(SETTLE_MS)
    cards.show([card('CA2')])
    expect(cards.has('CA2')).toBe(false)
    await fakeClock.advance(SETTLE_MS)
    expect(cards.has('CA2')).toBe(true)
    cards.show([card('CA2', true)])
    expect(cards.has('CA2')).toBe(false)
  })

  test('at once where it has not moved, whatever comes below it', async () => {
    const { fakeClock, cards } = setUp()
    cards.placed()
    cards.show([card('CA1')])
    await fakeClock.advance(SETTLE_MS)
    cards.show([card('CA1'), card('CA2')])
    expect([cards.has('CA1'), cards.has('CA2')]).toEqual([true, false])
  })

  test('never when it is not in it, or the window is gone', async () => {
    const { fakeClock, cards } = setUp()
    cards.placed()
    cards.show([card('CA1')])
    await fakeClock.advance(SETTLE_MS)
    expect(cards.has('CA9')).toBe(false)
    cards.clear()
    expect(cards.has('CA1')).toBe(false)
  })

  test('also after the clock of the computer was set back', async () => {
    const { fakeClock, cards } = setUp()
    cards.placed()
    cards.show([card('CA1')])
    fakeClock.sleep(-3_600_000)
    expect(cards.has('CA1')).toBe(true)
  })

  test('only after half a second of rest, whatever happened before', async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 700 }) }),
      fc.record({ what: fc.constant('place' as const) }),
      fc.record({
        what: fc.constant('show' as const),
        ids: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
        ends: fc.boolean(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { fakeClock, cards } = setUp()
        let now = 0
        let placedAt: number | null = null
        /** What each call looked like, and since when. */
        let looks = new Map<string, readonly [look: string, since: number]>()
        for (const next of steps) {
          if (next.what === 'wait') {
            now += next.ms
            await fakeClock.advance(next.ms)
          } else if (next.what === 'place') {
            placedAt = now
            cards.placed()
          } else {
            cards.show(next.ids.map((id) => card(id, next.ends)))
            looks = new Map(
              next.ids.map((id, index) => {
                const look = `${index} ${next.ends}`
                const known = looks.get(id)
                return [id, known?.[0] === look ? known : [look, now]]
              }),
            )
          }
          for (const id of ['a', 'b', 'c']) {
            const since = looks.get(id)?.[1]
            const rested =
              since !== undefined && placedAt !== null && now - Math.max(since, placedAt) >= SETTLE_MS
            expect(cards.has(id)).toBe(rested)
          }
        }
      }),
      { seed: 8, numRuns: 100 },
    )
  })
})
