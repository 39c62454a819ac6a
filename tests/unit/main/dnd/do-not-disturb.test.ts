import { describe, expect, test } from 'vitest'
import { createQuietKeeper } from '../../../../src/main/dnd/do-not-disturb.ts'
import { createSettings } from '../../../../src/main/settings/settings.ts'
import { createMainState } from '../../../support/state/main-state.ts'
import { createFakeClock, createMemoryStore, createMemoryLog } from '../../../support/fakes/fake-clock.ts'

const HOUR = 3_600_000

function setUp(store = createMemoryStore(), fakeClock = createFakeClock()) {
  const { house } = createMainState(fakeClock.clock, {
    quiet: { until: null, manner: 'silent', system: 'unknown' },
  })
  const settings = createSettings(store, createMemoryLog())
  const keeper = createQuietKeeper({ settings, house, ...fakeClock })
  return { keeper, house, fakeClock, store, settings }
}

describe('do not disturb', () => {
  test('until a time is over when the time has come, and no timer stays behind', async () => {
    const { keeper, house, fakeClock } = setUp()
    const until = fakeClock.clock() + 26 * HOUR
    keeper.set({ until, manner: 'busy' })
    await fakeClock.advance(26 * HOUR - 1)
    expect(house.current.quiet).toMatchObject({ until, manner: 'busy' })
    await fakeClock.advance(1)
    expect(house.current.quiet).toMatchObject({ until: null, manner: 'busy' })
    expect(fakeClock.due).toEqual([])
  })

  test('until it is turned off needs no timer', async () => {
    const { keeper, house, fakeClock } = setUp()
    keeper.set({ until: 'turned-off', manner: 'silent' })
    expect(fakeClock.due).toEqual([])
    keeper.set({ until: null, manner: 'silent' })
    expect(house.current.quiet.until).toBeNull()
  })

  test('lasts over a restart, and ends during one', () => {
    const { keeper, store, fakeClock } = setUp()
    const until = fakeClock.clock() + HOUR
    keeper.set({ until, manner: 'busy' })
    const soon = setUp(store, createFakeClock(fakeClock.clock() + 1))
    expect(soon.house.current.quiet).toMatchObject({ until, manner: 'busy' })
    const late = setUp(store, createFakeClock(until))
    expect(late.house.current.quiet).toMatchObject({ until: null, manner: 'busy' })
    expect(late.settings.quiet).toEqual({ until: null, manner: 'busy' })
  })

  test('is looked at again after sleep, whatever the timers did', () => {
    let now = 1_000
    const { house } = createMainState()
    const settings = createSettings(createMemoryStore(), createMemoryLog())
    const timers = { after: () => () => {} }
    const keeper = createQuietKeeper({ settings, house, clock: () => now, timers })
    keeper.set({ until: 2_000, manner: 'silent' })
    now = 3_000
    keeper.check()
    expect(house.current.quiet.until).toBeNull()
  })

  test('of the system is shown beside it, and neither changes the other', () => {
    const { keeper, house } = setUp()
    keeper.set({ until: 'turned-off', manner: 'busy' })
    keeper.setSystem('on')
    expect(house.current.quiet).toEqual({ until: 'turned-off', manner: 'busy', system: 'on' })
    keeper.set({ until: null, manner: 'busy' })
    expect(house.current.quiet).toEqual({ until: null, manner: 'busy', system: 'on' })
  })
})
