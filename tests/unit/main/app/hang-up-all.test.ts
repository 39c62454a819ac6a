import { expect, test } from 'vitest'
import { hangUpAll } from '../../../../src/main/app/hang-up-all.ts'
import type { Command } from '../../../../src/shared/ipc/contract.ts'
import { createMainState } from '../../../support/state/main-state.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import type { ConnectedCall } from '../../../../src/shared/domain/phone.ts'

const CALL: ConnectedCall = {
  id: 'CA1',
  sid: 'CA1',
  direction: 'incoming',
  party: { kind: 'number', address: '+12025550142', name: null },
  startedAt: 1,
  state: 'connected',
  connectedAt: 2,
  muted: false,
}

function hangingUp() {
  const { replica, snapshot } = createMainState()
  const clock = createFakeClock(0)
  const commands: Command[] = []
  snapshot({ calls: [CALL] })
  let isOver = false
  const wait = async () => {
    await hangUpAll({ replica, onCommand: (command) => commands.push(command), timers: clock.timers })
    isOver = true
  }
  const done = wait()
  return { commands, clock, snapshot, done, isOver: () => isOver }
}

test('every call is hung up, and the program waits until they are over', async () => {
  const on = hangingUp()
  expect(on.commands).toEqual([{ type: 'hangup', id: 'CA1' }])
  await flushPromises()
  expect(on.isOver()).toBe(false)
  on.snapshot({ calls: [] })
  await on.done
  expect(on.clock.due).toEqual([])
})

test('a page that does not respond keeps the program two seconds at most', async () => {
  const on = hangingUp()
  await on.clock.advance(2_000)
  await on.done
  expect(on.isOver()).toBe(true)
})
