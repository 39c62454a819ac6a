import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createConnectionBudget } from '../../../../common/http/connection-budget.ts'

function setUp(max: number, graceMs = 0) {
  const time = { now: 0 }
  const budget = createConnectionBudget(() => time.now, { max, graceMs })
  const open = new Map<string, () => void>()
  const add = (address: string, name: string): boolean => {
    const leave = budget.add({ address, destroy: () => void open.delete(name) })
    if (leave === false) return false
    open.set(name, leave)
    return true
  }
  return { time, open, add }
}

describe('the connection budget of a server', () => {
  test('a new connection replaces the oldest one of the address with the most connections', () => {
    const { add, open } = setUp(3)
    add('attacker', 'a1')
    add('alice', 'alice')
    add('attacker', 'a2')
    add('attacker', 'a3')
    add('bob', 'bob')
    expect([...open.keys()]).toEqual(['alice', 'a3', 'bob'])
  })

  test('a connection keeps its place for the grace period, and a new one is refused meanwhile', () => {
    const { add, open, time } = setUp(2, 200)
    add('attacker', 'a1')
    add('attacker', 'a2')
    time.now = 199
    expect(add('alice', 'alice')).toBe(false)
    time.now = 200
    expect(add('alice', 'alice')).toBe(true)
    expect([...open.keys()]).toEqual(['a2', 'alice'])
  })

  test('the number of connections is bounded, and no address displaces one with fewer connections', () => {
    const step = fc.tuple(fc.constantFrom('attacker', 'alice', 'bob'), fc.boolean())
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { add, open } = setUp(5)
        const held = (address: string): number =>
          [...open.keys()].filter((name) => name.startsWith(address)).length
        steps.forEach(([address, closes], index) => {
          const name = [...open.keys()].find((one) => one.startsWith(address))
          if (closes && name !== undefined) {
            open.get(name)?.()
            open.delete(name)
            return
          }
          const before = ['attacker', 'alice', 'bob'].map((one) => [one, held(one)] as const)
          const most = Math.max(...before.map(([, count]) => count))
          expect(add(address, `${address} ${index}`)).toBe(true)
          expect(open.size).toBeLessThanOrEqual(5)
          for (const [other, count] of before)
            if (other !== address && count < most) expect(held(other)).toBe(count)
        })
      }),
      { seed: 9 },
    )
  })
})
