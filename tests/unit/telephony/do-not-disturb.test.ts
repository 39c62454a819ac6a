import { describe, expect, test } from 'vitest'
import { createFakeLine } from '../../support/line/fake-line.ts'
import { createPhone } from '../../../src/renderer/telephony/phone-controller.ts'
import { createQuiet } from '../../../src/renderer/telephony/do-not-disturb.ts'
import type { Quiet } from '../../../src/shared/ipc/contract.ts'

const BUSY: Quiet = { until: 'turned-off', manner: 'busy', system: 'off' }
const SILENT: Quiet = { ...BUSY, manner: 'silent' }
const OFF: Quiet = { ...BUSY, until: null }
const TICKET = { token: 't', identity: 'maria', signallingHost: null }

function setUp(first: Quiet | null) {
  const line = createFakeLine({ clock: () => 1, automatic: false })
  const phone = createPhone({ line, clock: () => 1, newId: () => 'out', country: () => 'US' })
  let quiet = first
  const changes = new Set<() => void>()
  const hush = createQuiet({
    phone,
    quiet: () => quiet,
    onQuiet(onChange) {
      changes.add(onChange)
      return () => changes.delete(onChange)
    },
  })
  line.open(TICKET)
  line.registers()
  const become = (next: Quiet) => {
    quiet = next
    for (const change of changes) change()
  }
  return {
    line,
    phone,
    hush,
    become,
    rejected: () => line.sent.filter(({ type }) => type === 'reject').length,
  }
}

describe('while callers shall hear busy', () => {
  test('each is turned away at once, and counts as missed', () => {
    const { line, phone } = setUp(BUSY)
    line.ring('+12025550142', { id: 'a' })
    line.ring('+12025550143', { id: 'b' })
    expect(phone.state.calls).toEqual([])
    expect(phone.state.ended.map(({ id, ending }) => [id, ending])).toEqual([
      ['b', 'turned-away'],
      ['a', 'turned-away'],
    ])
  })

  test('nobody in conversation is cut off', () => {
    const { line, phone, become } = setUp(OFF)
    line.ring('+12025550142', { id: 'a' })
    phone.command({ type: 'accept', id: 'a' })
    line.opens('a')
    become(BUSY)
    line.ring('+12025550143', { id: 'b' })
    expect(phone.state.calls).toMatchObject([{ id: 'a', phase: 'open' }])
    expect(phone.state.ended).toMatchObject([{ id: 'b', ending: 'turned-away' }])
  })

  test('a call that rings already may still be taken or rejected by hand', () => {
    const { line, phone, become, rejected } = setUp(OFF)
    line.ring('+12025550142', { id: 'a' })
    become(BUSY)
    line.ring('+12025550143', { id: 'b' })
    expect(phone.state.calls).toMatchObject([{ id: 'a', phase: 'ringing' }])
    phone.command({ type: 'reject', id: 'a' })
    expect(phone.state.ended[0]).toMatchObject({ id: 'a', ending: 'rejected' })
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
] as const)('%j: the ringer is silent: %s', (quiet, silent) => {
  expect(setUp(quiet).hush.on).toBe(silent)
})

test('ringing silently leaves the call to the person', () => {
  const { line, phone, rejected } = setUp(SILENT)
  line.ring('+12025550142', { id: 'a' })
  expect(phone.state.calls).toMatchObject([{ phase: 'ringing' }])
  expect(rejected()).toBe(0)
})
