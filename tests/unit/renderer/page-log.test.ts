import { describe, expect, test } from 'vitest'
import type { Request } from '../../../src/shared/ipc/contract.ts'
import { MAX_LOG_TEXT } from '../../../src/shared/ipc/log.ts'
import { createPageLog, describe as describeValue, logUncaughtErrors } from '../../../src/renderer/log.ts'

function pageLog() {
  const sent: Request[] = []
  const waiting: (() => void)[] = []
  let reachable = true
  const log = createPageLog({
    bridge: {
      async request(request) {
        if (!reachable) throw new Error('No handler registered')
        sent.push(request)
        return { ok: true }
      },
    },
    later: (work) => waiting.push(work),
  })
  return {
    log,
    sent,
    setReachable: (next: boolean) => {
      reachable = next
    },
    retry: () => waiting.shift()?.(),
    lines: () => sent.map((request) => (request.type === 'log' ? `${request.level} ${request.text}` : '')),
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the log of a page', () => {
  test('sends its lines to main in order, with the stack and the code of an SDK error', async () => {
    const { log, lines } = pageLog()
    log.info('First.')
    log.error('Second:', Object.assign(new TypeError('broken'), { code: 31005 }))
    await settle()
    expect(lines()[0]).toBe('info First.')
    expect(lines()[1]).toMatch(/^error Second: TypeError: broken\n {4}at .*\(31005\)$/s)
  })

  test('keeps its lines while main is not ready, and sends them once it is', async () => {
    const { log, lines, setReachable, retry } = pageLog()
    setReachable(false)
    log.warn('One.')
    log.warn('Two.')
    await settle()
    expect(lines()).toEqual([])
    setReachable(true)
    retry()
    await settle()
    expect(lines()).toEqual(['warn One.', 'warn Two.'])
  })

  test('counts the lines it has no room for, and shortens a long one to what main accepts', async () => {
    const { log, lines, setReachable, retry } = pageLog()
    setReachable(false)
    log.info('x'.repeat(2 * MAX_LOG_TEXT))
    for (let n = 0; n < 150; n += 1) log.info(`line ${n}`)
    await settle()
    setReachable(true)
    retry()
    await settle()
    expect(lines()[0]).toHaveLength('info '.length + MAX_LOG_TEXT)
    expect(lines()).toContain('warn 51 more lines were dropped.')
  })

  test('describes every value that can be thrown', () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    for (const value of [undefined, null, 7, 10n, 'text', {}, circular, Symbol('s'), new Error('')])
      expect(describeValue(value)).toEqual(expect.any(String))
  })

  test('reports uncaught errors and unhandled rejections of the page', async () => {
    const { log, lines } = pageLog()
    const page = new EventTarget()
    logUncaughtErrors(page, log)
    page.dispatchEvent(Object.assign(new Event('error'), { error: 'thrown' }))
    page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'rejected' }))
    await settle()
    expect(lines()).toEqual(['error Uncaught error: thrown', 'error Unhandled rejection: rejected'])
  })
})
