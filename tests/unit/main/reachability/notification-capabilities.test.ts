import { expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import { watchNotificationCapabilities } from '../../../../src/main/reachability/notification-capabilities.ts'
import type { NotifierCapabilities } from '../../../../src/main/notifications/notifier.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { createFakeNotifier } from '../../../support/main/fake-notifier.ts'

const XFCE = { server: 'Xfce', buttons: true }

async function setUp(first: NotifierCapabilities | null) {
  const fakeClock = createFakeClock()
  const fake = createFakeNotifier()
  const world = { capabilities: first, asked: 0, changes: 0 }
  const watch = watchNotificationCapabilities({
    notifier: {
      ...fake,
      get capabilities() {
        return world.capabilities
      },
      async prepare() {
        world.asked += 1
      },
    },
    clock: fakeClock.clock,
  })
  watch.onChanged(() => {
    world.changes += 1
  })
  expect(watch.current).toBe('unknown')
  await flushPromises()
  return { fakeClock, fake, world, watch }
}

test.each([
  [XFCE, 'with-buttons'],
  [{ server: 'notify-osd', buttons: false }, 'without-buttons'],
  [null, 'none'],
] as const)('%j is %s', async (capabilities, now) => {
  const { watch, world } = await setUp(capabilities)
  expect(watch.current).toBe(now)
  expect(world.changes).toBe(1)
})

test('looking often asks the server once, until another is there', async () => {
  const { watch, world } = await setUp(XFCE)
  for (let beat = 0; beat < 100; beat += 1) watch.refresh()
  expect(world.asked).toBe(1)
  world.capabilities = null
  watch.refresh()
  await flushPromises()
  expect([world.asked, watch.current]).toEqual([2, 'none'])
})

test('a desktop without buttons is asked again now and then', async () => {
  const { fakeClock, watch, world } = await setUp(null)
  watch.refresh()
  expect(world.asked).toBe(1)
  fakeClock.sleep(300_001)
  world.capabilities = XFCE
  watch.refresh()
  await flushPromises()
  expect([world.asked, watch.current]).toEqual([2, 'with-buttons'])
})

test('a server that comes is asked at once', async () => {
  const { fake, watch, world } = await setUp(null)
  world.capabilities = XFCE
  fake.tell({ type: 'available', at: 0 })
  await flushPromises()
  expect(watch.current).toBe('with-buttons')
})

test('a server that is replaced while the one before is still asked is asked in its turn', async () => {
  const fakeClock = createFakeClock()
  const fake = createFakeNotifier()
  const answers = [deferred<void>(), deferred<void>()]
  let asked = 0
  let capabilities: NotifierCapabilities = XFCE
  const watch = watchNotificationCapabilities({
    notifier: {
      ...fake,
      get capabilities() {
        return capabilities
      },
      prepare: () => answers[asked++]?.promise ?? Promise.resolve(),
    },
    clock: fakeClock.clock,
  })
  fake.tell({ type: 'changed' })
  fake.tell({ type: 'changed' })
  answers[0]?.resolve()
  await flushPromises()
  expect([asked, watch.current]).toEqual([2, 'unknown'])
  capabilities = { server: 'dunst', buttons: false }
  answers[1]?.resolve()
  await flushPromises()
  expect([asked, watch.current]).toEqual([2, 'without-buttons'])
})
