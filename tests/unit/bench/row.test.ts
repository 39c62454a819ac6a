import { describe, expect, test } from 'vitest'
import { placeTable } from '../../bench/report/docs.ts'
import { rowOf, type Aim } from '../../bench/report/row.ts'
import { tableOf } from '../../bench/report/table.ts'

const measured = (value: number, limit: number, aim: Aim) =>
  rowOf({ name: 'speed', unit: 'ms', samples: [value], limit: { name: 'light', samples: [limit] }, aim })

describe('a row of the table', () => {
  test.each<{ value: number; aim: Aim; met: boolean; words: string }>([
    { value: 110, aim: { times: 1.1 }, met: true, words: 'at most 1.1 times' },
    { value: 111, aim: { times: 1.1 }, met: false, words: 'at most 1.1 times' },
    { value: 120, aim: { above: 20 }, met: true, words: 'at most 20 ms above' },
    { value: 121, aim: { above: 20 }, met: false, words: 'at most 20 ms above' },
    { value: 80, aim: { share: 0.8 }, met: true, words: 'at least 0.8 times' },
    { value: 79, aim: { share: 0.8 }, met: false, words: 'at least 0.8 times' },
  ])('of $value beside 100, $words: $met', ({ value, aim, met, words }) => {
    expect(measured(value, 100, aim)).toMatchObject({ met, aim: words, ratio: value / 100 })
  })

  test('holds the middle and the upper end of its samples, and the middle of its limit', () => {
    const row = rowOf({
      name: 'speed',
      unit: 'ms',
      samples: [1, 2, 3],
      limit: { name: 'light', samples: [4, 2] },
    })
    expect(row).toEqual({
      name: 'speed',
      unit: 'ms',
      n: 3,
      median: 2,
      p95: 2.9,
      limitName: 'light',
      limitMedian: 3,
      ratio: 0.667,
      aim: null,
      met: null,
    })
  })

  test('needs no limit', () => {
    const row = rowOf({ name: 'speed', unit: 'ms', samples: [1] })
    expect(row).toMatchObject({ limitName: null, limitMedian: null, ratio: null, aim: null, met: null })
  })

  test('has no ratio to a limit of nothing', () => {
    expect(measured(0.2, 0, { above: 0.3 })).toMatchObject({ ratio: null, met: true })
  })

  test.each([[[]], [[Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])('cannot be made of %j', (samples) => {
    expect(() => rowOf({ name: 'speed', unit: 'ms', samples })).toThrow()
  })
})

test('the table is Markdown, one line a row, all lines of one width', () => {
  const lines = tableOf([measured(1, 2, { times: 1.1 }), measured(1000, 2, { above: 20 })]).split('\n')
  expect(lines).toHaveLength(4)
  expect(new Set(lines.map((line) => line.length)).size).toBe(1)
  expect(lines.map((line) => line.split('|').length)).toEqual([13, 13, 13, 13])
  expect(lines[3]).toMatch(/\| 1000 \|.*\| at most 20 ms above \| no/)
})

test('a new table takes the place of the old one on the page, and nothing else moves', () => {
  const page = (table: string) => `before\n<!-- bench -->\n\n${table}\n\n<!-- /bench -->\nafter\n`
  expect(placeTable(page('old $1'), 'new $& $1')).toBe(page('new $& $1'))
  expect(() => placeTable('no marks', 'new')).toThrow('no place')
})
