import { expect, test } from 'vitest'
import { createJsonLog } from '../../../../common/log/json-log.ts'

test('each entry is one line of JSON with time, level, event and fields in this order', () => {
  const lines: string[] = []
  const log = createJsonLog(
    (line) => lines.push(line),
    () => 0,
  )
  log.warn('call refused', { reason: 'two\nlines', calls: 3, absent: undefined })
  expect(lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"warn","event":"call refused","reason":"two\\nlines","calls":3}\n',
  ])
})

test('the redaction is applied to each string field and to nothing else', () => {
  const lines: string[] = []
  const log = createJsonLog(
    (line) => lines.push(line),
    () => 0,
    () => '[redacted]',
  )
  log.error('failed', { why: 'secret', calls: 3 })
  expect(lines.join('')).toContain('"event":"failed","why":"[redacted]","calls":3')
})
