import { describe, expect, test } from 'vitest'
import {
  createSettleTracker,
  type ControlState,
} from '../../../src/renderer/ui/press-guard/settle-tracker.ts'
import { SETTLE_MS } from '../../../src/shared/domain/settle.ts'

const INITIAL: ControlState = { x: 100, y: 200, scrolledX: 0, scrolledY: 0, label: 'Accept' }

function setUp() {
  let now = 1_000
  const settling = createSettleTracker<object>(() => now)
  const control = {}
  return {
    settling,
    control,
    note: (state: ControlState | null, at = now) => settling.note(control, state, at),
    remaining: () => settling.remaining(control),
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('presses on a control count', () => {
  test('half a second after it has appeared', () => {
    const { note, remaining, wait } = setUp()
    expect(remaining(), 'never seen').toBe(SETTLE_MS)
    note(INITIAL)
    wait(SETTLE_MS - 1)
    note(INITIAL)
    expect(remaining()).toBe(1)
    wait(1)
    expect(remaining()).toBe(0)
  })

  test.each<[string, Partial<ControlState>]>([
    ['to the right', { x: 112 }],
    ['down', { y: 212 }],
    ['under another label', { label: 'End and accept' }],
  ])('half a second after it has moved %s', (_how, change) => {
    const { note, remaining, wait } = setUp()
    note(INITIAL)
    wait(SETTLE_MS)
    note({ ...INITIAL, ...change })
    expect(remaining()).toBe(SETTLE_MS)
  })

  test('half a second after it has come back', () => {
    const { note, remaining, wait } = setUp()
    note(INITIAL)
    wait(SETTLE_MS)
    note(null)
    note(INITIAL)
    expect(remaining()).toBe(SETTLE_MS)
  })

  test.each<[string, Partial<ControlState>]>([
    ['moved by less than a finger is wide', { x: 105, y: 195 }],
    ['been scrolled with its page', { y: 80, scrolledY: 120 }],
    ['stayed at the edge while its page was scrolled', { scrolledY: 120 }],
  ])('as before where it has only %s', (_how, change) => {
    const { note, remaining, wait } = setUp()
    note(INITIAL)
    wait(SETTLE_MS)
    note({ ...INITIAL, ...change })
    expect(remaining()).toBe(0)
  })

  test('at once where nothing on the page has changed for half a second before it was first looked at', () => {
    const { note, remaining } = setUp()
    note(INITIAL, 1_000 - SETTLE_MS)
    expect(remaining()).toBe(SETTLE_MS)
    const late = setUp()
    late.wait(SETTLE_MS)
    late.note(INITIAL, 1_000)
    expect(late.remaining()).toBe(0)
  })

  test('half a second after everything has moved, as when the window comes onto the screen', () => {
    const { settling, note, remaining, wait } = setUp()
    note(INITIAL)
    wait(SETTLE_MS)
    settling.restart()
    expect(remaining()).toBe(SETTLE_MS)
    wait(SETTLE_MS)
    expect(remaining()).toBe(0)
  })
})
