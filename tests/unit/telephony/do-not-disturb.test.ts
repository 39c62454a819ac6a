import { describe, expect, test } from 'vitest'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { createPhoneController } from '../../../src/renderer/telephony/phone-controller.ts'
import { createDoNotDisturb } from '../../../src/renderer/telephony/do-not-disturb.ts'
import type { DoNotDisturb } from '../../../src/shared/ipc/contract.ts'

const BUSY: DoNotDisturb = { until: 'turned-off', mode: 'busy', system: 'off' }
const SILENT: DoNotDisturb = { ...BUSY, mode: 'silent' }
const OFF: DoNotDisturb = { ...BUSY, until: null }
const ACCESS_TOKEN = { token: 't', identity: 'maria', signallingHost: null }

function setUp(first: DoNotDisturb | null) {
  const line = createFakeLine({ clock: () => 1, automatic: false })
  const phone = createPhoneController({ line, clock: () => 1, newId: () => 'out', country: () => 'US' })
  let doNotDisturb = first
  const changes = new Set<() => void>()
  const dnd = createDoNotDisturb({
    phone,
    doNotDisturb: () => doNotDisturb,
    onDoNotDisturb(onChange) {
      changes.add(onChange)
      return () => changes.delete(onChange)
    },
  })
  line.register(ACCESS_TOKEN)
  line.registers()
  const become = (next: DoNotDisturb) => {
    doNotDisturb = next
    for (const change of changes) change()
  }
  return {
    line,
    phone,
    dnd,
    become,
    rejected: () => line.sent.filter(({ type }) => type === 'reject').length,
  }
}

describe('do not disturb in the mode `busy`', () => {
  test('rejects each new call at once with the end reason `rejected-dnd`', () => {
    const { line, phone } = setUp(BUSY)
    line.ring('+12025550142', { id: 'a' })
    line.ring('+12025550143', { id: 'b' })
    expect(phone.state.calls).toEqual([])
    expect(phone.state.ended.map(({ id, endReason }) => [id, endReason])).toEqual([
      ['b', 'rejected-dnd'],
      ['a', 'rejected-dnd'],
    ])
  })

  test('does not end a connected call', () => {
    const { line, phone, become } = setUp(OFF)
    line.ring('+12025550142', { id: 'a' })
    phone.command({ type: 'accept', id: 'a' })
    line.opens('a')
    become(BUSY)
    line.ring('+12025550143', { id: 'b' })
    expect(phone.state.calls).toMatchObject([{ id: 'a', state: 'connected' }])
    expect(phone.state.ended).toMatchObject([{ id: 'b', endReason: 'rejected-dnd' }])
  })

  test('leaves a call that is already ringing to the user', () => {
    const { line, phone, become, rejected } = setUp(OFF)
    line.ring('+12025550142', { id: 'a' })
    become(BUSY)
    line.ring('+12025550143', { id: 'b' })
    expect(phone.state.calls).toMatchObject([{ id: 'a', state: 'ringing' }])
    phone.command({ type: 'reject', id: 'a' })
    expect(phone.state.ended[0]).toMatchObject({ id: 'a', endReason: 'rejected' })
    expect(rejected()).toBe(2)
  })
})

test.each([
  [null, false],
  [OFF, false],
  [SILENT, true],
  [BUSY, true],
  [{ ...OFF, system: 'on' }, true],
  [{ ...OFF, system: 'unknown' }, false],
] as const)('do not disturb %j mutes the ringtone: %s', (doNotDisturb, silent) => {
  expect(setUp(doNotDisturb).dnd.on).toBe(silent)
})

test('do not disturb in the mode `silent` does not reject a call', () => {
  const { line, phone, rejected } = setUp(SILENT)
  line.ring('+12025550142', { id: 'a' })
  expect(phone.state.calls).toMatchObject([{ state: 'ringing' }])
  expect(rejected()).toBe(0)
})
