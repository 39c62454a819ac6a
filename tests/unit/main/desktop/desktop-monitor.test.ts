import { expect, test } from 'vitest'
import { watchDesktop } from '../../../../src/main/desktop/desktop-monitor.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { createFakeBus, type FakeBus } from '../../../support/notifications/fake-bus.ts'

const TRAY = 'org.kde.StatusNotifierWatcher'
const answers = async (member: string) => {
  if (member === 'GetServerInformation') throw new Error('ServiceUnknown')
  return [member === 'NameHasOwner']
}

function setUp(connect: (attempt: number) => Promise<FakeBus>, platform: NodeJS.Platform = 'linux') {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const told: string[] = []
  let attempts = 0
  watchDesktop({
    ...fakeClock,
    platform,
    env: {},
    connect: () => connect((attempts += 1)),
    log,
    onTray: (present) => told.push(present ? 'tray' : 'no tray'),
    onSystemDnd: (system) => told.push(system),
  })
  return { fakeClock, log, told, attempts: () => attempts }
}

test('Windows and macOS have a tray, which needs no query', async () => {
  const { told, attempts } = setUp(() => Promise.reject(new Error('never')), 'darwin')
  await flushPromises()
  expect([told, attempts()]).toEqual([['tray'], 0])
})

test('the monitor reports that a tray appears and disappears, and that it is unknown without the bus', async () => {
  const bus = createFakeBus(answers)
  const { told } = setUp(async () => bus)
  await flushPromises()
  expect(told).toEqual(['tray', 'unknown'])
  await bus.owner(TRAY, '')
  await bus.owner(TRAY, ':1.9')
  bus.close()
  expect(told).toEqual(['tray', 'unknown', 'no tray', 'tray', 'no tray', 'unknown'])
})

test('the monitor reconnects to a bus that was unavailable, and logs its absence once', async () => {
  const first = createFakeBus(answers)
  const { fakeClock, told, log } = setUp(async (attempt) => {
    if (attempt === 1) return first
    if (attempt < 5) throw new Error('nobody there')
    return createFakeBus(answers)
  })
  await flushPromises()
  first.close()
  await fakeClock.advance(60_000)
  expect(told).toEqual(['tray', 'unknown', 'no tray', 'unknown', 'tray', 'unknown'])
  expect(log.lines.filter((line) => line.includes('nobody there'))).toHaveLength(1)
})

test('the monitor queries a session without a bus once, and retries a bus that does not respond', async () => {
  const { fakeClock, attempts } = setUp(() => Promise.reject(new Error('no bus')))
  await flushPromises()
  await fakeClock.advance(600_000)
  expect(attempts()).toBe(1)

  const mute = createFakeBus(() => Promise.reject(new Error('not answered in time')))
  const later = setUp(async (attempt) => (attempt === 1 ? mute : createFakeBus(answers)))
  await flushPromises()
  await later.fakeClock.advance(60_000)
  expect(mute.isClosed).toBe(true)
  expect(later.attempts()).toBe(2)
  expect(later.told.at(-2)).toBe('tray')
})
