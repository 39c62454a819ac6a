import { expect, test } from 'vitest'
import { createOrphanedCalls } from '../../../../src/main/history/orphaned-calls.ts'
import { createReplica } from '../../../../src/main/ipc/replica.ts'
import type { MainMessage } from '../../../../src/shared/ipc/contract.ts'
import { newPhone, type LiveCall, type Phone } from '../../../../src/shared/domain/phone.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

const party = { kind: 'number', address: '+12025550142', name: null } as const
const open: LiveCall = {
  id: 'CA1',
  sid: 'CA1',
  direction: 'incoming',
  state: 'connected',
  party,
  startedAt: 1,
  connectedAt: 2,
  muted: false,
}
const ringing: LiveCall = {
  id: 'CA2',
  sid: 'CA2',
  direction: 'incoming',
  state: 'ringing',
  party,
  startedAt: 3,
}

function crashWith(calls: readonly LiveCall[]) {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const replica = createReplica({ clock: fakeClock.clock, log })
  const told: unknown[] = []
  const lost = createOrphanedCalls({
    replica,
    send(message: MainMessage) {
      if (message.type === 'orphaned-calls')
        told.push(message.calls.map(({ sid, endReason }) => [sid, endReason]))
    },
    clock: fakeClock.clock,
    timers: fakeClock.timers,
    log,
  })
  const show = (revision: number, parts: Partial<Phone>) =>
    replica.accept({ revision, phone: { ...newPhone(fakeClock.clock()), ...parts } })
  const crash = () => {
    lost.pageGone()
    replica.gone('renderer-gone')
    replica.begin()
    lost.onHandshake()
  }
  show(1, { calls })
  crash()
  return { fakeClock, told, lost, show, crash }
}

const ready = { state: 'registered', identity: 'maria', since: 0 } as const

test('a conversation that a page took with it is told to the next one, once', () => {
  const { told, lost } = crashWith([open])
  expect(told).toEqual([[['CA1', 'connection-lost']]])
  lost.onHandshake()
  expect(told).toHaveLength(1)
})

test('a call that rang, and is not invited again, was missed', async () => {
  const { fakeClock, told, show } = crashWith([ringing])
  await fakeClock.advance(60_000)
  expect(told).toEqual([])
  show(1, { registration: ready })
  await fakeClock.advance(4_999)
  expect(told).toEqual([])
  await fakeClock.advance(1)
  expect(told).toEqual([[['CA2', 'missed']]])
})

test('and so is one that a later page takes with it; each is told once', async () => {
  const { fakeClock, told, show, crash } = crashWith([ringing])
  show(1, { registration: ready })
  show(2, { registration: ready })
  await fakeClock.advance(60_000)
  show(3, { registration: ready, calls: [{ ...ringing, id: 'CA3', sid: 'CA3' }] })
  crash()
  show(1, { registration: ready })
  show(2, { registration: ready })
  await fakeClock.advance(60_000)
  expect(told).toEqual([[['CA2', 'missed']], [['CA3', 'missed']]])
})

test.each([
  ['by its CallSid', { ...ringing, id: 'CA2/2' }, ringing],
  ['by its name', { ...ringing, sid: null }, { ...ringing, sid: null }],
] as const)('a call that the new page knows %s is not told again', async (_how, before, now) => {
  const { fakeClock, told, show } = crashWith([before])
  show(1, { registration: ready, calls: [now] })
  await fakeClock.advance(60_000)
  expect(told).toEqual([])
})

test('a call that rings again was not missed', async () => {
  const { fakeClock, told, show } = crashWith([ringing])
  show(1, { registration: ready })
  show(2, { registration: ready, calls: [{ ...ringing, id: 'CA2 again' }] })
  await fakeClock.advance(60_000)
  expect(told).toEqual([])
})

test('a page that dies without calls leaves nothing to say', async () => {
  const { fakeClock, told, show } = crashWith([])
  show(1, { registration: ready })
  await fakeClock.advance(60_000)
  expect(told).toEqual([])
})
