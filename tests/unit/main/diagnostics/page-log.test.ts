import { describe, expect, test } from 'vitest'
import { createPageLogWriter } from '../../../../src/main/diagnostics/page-log.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

function writer() {
  const log = createMemoryLog()
  const fakeClock = createFakeClock(0)
  return { log, fakeClock, write: createPageLogWriter({ log, clock: fakeClock.clock }) }
}

describe('log lines of pages in the log of main', () => {
  test('are marked as lines of the page', () => {
    const { log, write } = writer()
    expect(write({ level: 'warn', text: 'The sound cannot be played.' })).toEqual({ ok: true })
    expect(log.lines).toEqual(['Page: The sound cannot be played.'])
  })

  test('cannot imitate a line of main, by any line break or control character', () => {
    const { log, write } = writer()
    for (const separator of [
      '\n',
      '\r',
      '\r\n',
      '\u2028',
      '\u2029',
      '\u0085',
      '\u001b[2K',
      '\u0000',
      '\u202e',
    ])
      write({ level: 'info', text: `one${separator}[info] two` })
    for (const line of log.lines)
      for (const part of line.split(/\r|\u2028|\u2029|\u0085|\n/).slice(1)) expect(part).toMatch(/^ {4}/)
    expect(log.lines.join('')).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
  })

  test('are limited per minute, and the dropped ones are counted', async () => {
    const { log, write, fakeClock } = writer()
    for (let n = 0; n < 1_000; n += 1) write({ level: 'error', text: `${n}` })
    expect(log.lines).toHaveLength(200)
    await fakeClock.advance(60_000)
    write({ level: 'info', text: 'again' })
    expect(log.lines.slice(200)).toEqual(['Page: 800 lines were dropped.', 'Page: again'])
  })
})
