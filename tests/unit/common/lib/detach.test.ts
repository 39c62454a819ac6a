import { expect, test } from 'vitest'
import { detach } from '../../../../common/lib/detach.ts'

function setUp() {
  const lines: unknown[][] = []
  return { lines, log: { warn: (...line: unknown[]) => lines.push(line) } }
}

test('detach logs the description and the error of a promise that rejects', async () => {
  const { lines, log } = setUp()
  const error = new Error('The device is gone.')
  detach(Promise.reject(error), log, 'The ring devices could not be set')
  expect(lines).toEqual([])
  await Promise.resolve()
  expect(lines).toEqual([['The ring devices could not be set:', error]])
})

test('detach logs nothing for a promise that resolves', async () => {
  const { lines, log } = setUp()
  detach(Promise.resolve(7), log, 'The ring devices could not be set')
  await Promise.resolve()
  expect(lines).toEqual([])
})
