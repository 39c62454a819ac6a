import { describe, expect, test } from 'vitest'
import { createDoNotDisturb } from '../../../../src/main/dnd/do-not-disturb.ts'
import { createSettings } from '../../../../src/main/settings/settings.ts'
import { createMainState } from '../../../support/state/main-state.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryStore } from '../../../support/fakes/memory-store.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

const HOUR = 3_600_000

function setUp(store = createMemoryStore(), fakeClock = createFakeClock()) {
  const { appState } = createMainState(fakeClock.clock, {
    doNotDisturb: { until: null, mode: 'silent', system: 'unknown' },
  })
  const settings = createSettings(store, createMemoryLog())
  const keeper = createDoNotDisturb({ settings, appState, ...fakeClock })
  return { keeper, appState, fakeClock, store, settings }
}

describe('do not disturb', () => {
  test('until a time is over when the time has come, and no timer stays behind', async () => {
    const { keeper, appState, fakeClock } = setUp()
    const until = fakeClock.clock() + 26 * HOUR
    keeper.set({ until, mode: 'busy' })
    await fakeClock.advance(26 * HOUR - 1)
    expect(appState.current.doNotDisturb).toMatchObject({ until, mode: 'busy' })
    await fakeClock.advance(1)
    expect(appState.current.doNotDisturb).toMatchObject({ until: null, mode: 'busy' })
    expect(fakeClock.due).toEqual([])
  })

  test('until it is turned off needs no timer', async () => {
    const { keeper, appState, fakeClock } = setUp()
    keeper.set({ until: 'turned-off', mode: 'silent' })
    expect(fakeClock.due).toEqual([])
    keeper.set({ until: null, mode: 'silent' })
    expect(appState.current.doNotDisturb.until).toBeNull()
  })

  test('lasts over a restart, and ends during one', () => {
    const { keeper, store, fakeClock } = setUp()
    const until = fakeClock.clock() + HOUR
    keeper.set({ until, mode: 'busy' })
    const soon = setUp(store, createFakeClock(fakeClock.clock() + 1))
    expect(soon.appState.current.doNotDisturb).toMatchObject({ until, mode: 'busy' })
    const late = setUp(store, createFakeClock(until))
    expect(late.appState.current.doNotDisturb).toMatchObject({ until: null, mode: 'busy' })
    expect(late.settings.doNotDisturb).toEqual({ until: null, mode: 'busy' })
  })

  test('is looked at again after sleep, whatever the timers did', () => {
    let now = 1_000
    const { appState } = createMainState()
    const settings = createSettings(createMemoryStore(), createMemoryLog())
    const timers = { after: () => () => {} }
    const keeper = createDoNotDisturb({ settings, appState, clock: () => now, timers })
    keeper.set({ until: 2_000, mode: 'silent' })
    now = 3_000
    keeper.check()
    expect(appState.current.doNotDisturb.until).toBeNull()
  })

  test('of the system is shown beside it, and neither changes the other', () => {
    const { keeper, appState } = setUp()
    keeper.set({ until: 'turned-off', mode: 'busy' })
    keeper.setSystem('on')
    expect(appState.current.doNotDisturb).toEqual({ until: 'turned-off', mode: 'busy', system: 'on' })
    keeper.set({ until: null, mode: 'busy' })
    expect(appState.current.doNotDisturb).toEqual({ until: null, mode: 'busy', system: 'on' })
  })
})
