import { describe, expect, test } from 'vitest'
import { detach, guarded, guardedClock, onAbort } from '../../../../exchange/lib/guarded.ts'
import { installGlobalErrorHandlers, type ProcessErrors } from '../../../../exchange/lib/uncaught-errors.ts'
import type { Log } from '../../../../exchange/lib/log.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'

function memoryLog(): { readonly lines: string[]; readonly log: Log } {
  const lines: string[] = []
  return {
    lines,
    log: (level, event, details) => void lines.push(`${level} ${event} ${JSON.stringify(details)}`),
  }
}

const fails = (): never => {
  throw new Error('it failed')
}

describe('an error in a callback', () => {
  test('of a listener is logged', () => {
    const { lines, log } = memoryLog()
    guarded(log, 'event', fails)()
    expect(lines).toEqual([
      expect.stringMatching(
        /^error listener-failed \{"what":"event","problem":"it failed","where":"at .*guarded/,
      ),
    ])
  })

  test('of a listener of an AbortSignal is logged, and the other listeners run', () => {
    const { lines, log } = memoryLog()
    const controller = new AbortController()
    let ran = 0
    onAbort(controller.signal, log, fails)
    onAbort(controller.signal, log, () => (ran += 1))
    const stop = onAbort(controller.signal, log, () => (ran += 10))
    stop()
    controller.abort()
    expect(ran).toBe(1)
    expect(lines).toHaveLength(1)
  })

  test('of a timer is logged', async () => {
    const { lines, log } = memoryLog()
    const clock = createFakeClock()
    guardedClock(clock, log).setTimeout(fails, 10)
    await clock.advance(10)
    expect(lines).toHaveLength(1)
  })

  test('of a detached promise is logged', async () => {
    const { lines, log } = memoryLog()
    detach(Promise.reject(new Error('it failed')), log, 'call')
    await Promise.resolve()
    await Promise.resolve()
    expect(lines).toEqual([
      expect.stringMatching(/^error task-failed \{"what":"call","problem":"it failed","where":"at .*guarded/),
    ])
  })
})

describe('an uncaught error', () => {
  function lastResort() {
    const { lines, log } = memoryLog()
    let now = 0
    let listener: (error: unknown) => void = () => undefined
    const codes: number[] = []
    const process: ProcessErrors = {
      on: (_event, given) => void (listener = given),
      exit: (code) => void codes.push(code),
    }
    installGlobalErrorHandlers(log, { process, now: () => now })
    return { lines, codes, fail: (error: unknown) => listener(error), at: (ms: number) => void (now = ms) }
  }

  test('is logged with its location and without local folders, and the process continues', () => {
    const { lines, codes, fail } = lastResort()
    const error = new Error('it failed')
    error.stack = 'Error: it failed\n    at address (file:///home/someone/exchange/twiml/nouns.ts:65:21)'
    fail(error)
    fail('only words')
    expect(lines).toEqual([
      'error uncaught-exception {"problem":"it failed","where":"at address (nouns.ts:65:21)"}',
      'error uncaught-exception {"problem":"only words","where":"unknown"}',
    ])
    expect(codes).toEqual([])
  })

  test('ends the process when it occurs repeatedly', () => {
    const { codes, fail, at } = lastResort()
    for (let count = 0; count < 200; count += 1) {
      at(count * 10_000)
      fail(new Error('now and then'))
    }
    expect(codes).toEqual([])
    for (let count = 0; count < 21; count += 1) fail(new Error('all the time'))
    expect(codes.at(0)).toBe(1)
  })
})
