import { expect, test } from 'vitest'
import { jsonLog } from '../../../../exchange/lib/log.ts'

test('the log masks telephone numbers and keeps SIDs readable', () => {
  const lines: string[] = []
  const sid = `CA${'1234567890'.repeat(3)}12`
  jsonLog(
    (line) => lines.push(line),
    () => 0,
  )('info', 'call', { to: '+12025550101', sid, code: 31486 })
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    event: 'call',
    to: '…01',
    sid,
    code: 31486,
  })
})
