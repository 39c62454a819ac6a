import { expect, test } from 'vitest'
import { catalogue } from '../../faults/catalogue.ts'
import { jsonOf, tableOf, type Row } from '../../faults/report.ts'

const held: Row = {
  name: 'refused for 3 s',
  cause: 'new sockets are refused',
  saw: 'connected again by itself',
  noticedMs: 35,
  backMs: 1_200,
  nextCallMs: 40,
  failure: undefined,
}
const failed: Row = {
  ...held,
  name: 'storm',
  saw: '',
  noticedMs: undefined,
  backMs: undefined,
  nextCallMs: undefined,
  failure: 'a call\nwas lost | twice',
}

test('the JSON of a report is one line with each fault, whether it held, and its times', () => {
  const json = jsonOf([held, failed])
  expect(json).not.toContain('\n')
  expect(JSON.parse(json)).toEqual([
    { fault: 'refused for 3 s', held: true, noticedMs: 35, backMs: 1_200, nextCallMs: 40 },
    { fault: 'storm', held: false, noticedMs: null, backMs: null, nextCallMs: null },
  ])
})

test('the table of a report has one row for each fault, whatever its words contain', () => {
  const lines = tableOf([held, failed]).split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[3]).toContain('FAILED: a call was lost \\| twice')
})

test('every fault has a name of its own, and refusals of 0.3, 3, 12 and 45 s are among them', () => {
  const names = catalogue.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const seconds of ['0.3', '3', '12', '45']) expect(names).toContain(`refused for ${seconds} s`)
})
