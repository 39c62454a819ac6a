import { describe, expect, test } from 'vitest'
import { between } from '../../bench/figures/capacity.ts'
import { reasonFor } from '../../bench/report/reasons.ts'
import { rowOf } from '../../bench/report/row.ts'

const row = (name: string, value: number) =>
  rowOf({ name, unit: 'ms', samples: [value], limit: { name: 'bare', samples: [1] }, aim: { times: 1.1 } })

describe('the reason for a missed aim', () => {
  test('is the one that was found for that figure', () => {
    expect(reasonFor(row('memory idle', 2))).toMatch(/13 MB each/)
  })

  test('is owned up to where none was found', () => {
    expect(reasonFor(row('something new', 2))).toBe('not known yet')
  })

  test('is not given where the aim is met', () => {
    expect(reasonFor(row('memory idle', 1))).toBe('')
  })
})

test('the limit is passed where a straight line between two steps passes it', () => {
  expect(between({ calls: 40, p99: 10 }, { calls: 60, p99: 90 })).toBe(50)
})
