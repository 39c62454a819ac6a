import { describe, expect, test } from 'vitest'
import { deferred } from '../../../../../src/main/lib/deferred.ts'
import { guardPage, type GuardedSession } from '../../../../../src/main/windows/page/page-guard.ts'
import { choosePage } from '../../../../../src/main/windows/page/page.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../../support/fakes/flush-promises.ts'

type OnRequest = Parameters<GuardedSession['webRequest']['onBeforeRequest']>[0]

function guarded({ signallingHost }: { signallingHost?: string | null } = {}) {
  const backendReady = deferred<void>()
  const exchange = deferred<unknown>()
  let hear: OnRequest = () => {}
  guardPage({
    session: {
      webRequest: {
        onBeforeRequest(listener) {
          hear = listener
        },
      },
      on: () => undefined,
    },
    page: choosePage(undefined, true),
    backendReady: backendReady.promise,
    signallingHost: () => signallingHost,
    checkExchange: () => exchange.promise,
    log: createMemoryLog(),
  })
  /** The outcome of a request: undecided, or whether it is allowed. */
  const ask = (url: string, resourceType = 'other') => {
    const fate: { passed?: boolean } = {}
    hear({ url, resourceType }, ({ cancel }) => {
      fate.passed = !cancel
    })
    return fate
  }
  return { ask, backendReady, exchange }
}

describe('requests of the page', () => {
  test('for documents and styles are allowed at once, and for scripts when the backend is ready', async () => {
    const { ask, backendReady } = guarded()
    expect(ask('offhook://app/index.html', 'mainFrame')).toEqual({ passed: true })
    expect(ask('offhook://app/assets/main.css', 'stylesheet')).toEqual({ passed: true })
    const early = ask('offhook://app/assets/main.js', 'script')
    await flushPromises()
    expect(early).toEqual({})
    backendReady.resolve()
    await flushPromises()
    expect(early).toEqual({ passed: true })
    const late = ask('offhook://app/assets/more.js', 'script')
    await flushPromises()
    expect(late).toEqual({ passed: true })
  })

  test('for a script of another origin are refused, whether or not the backend is ready', () => {
    expect(guarded().ask('https://example.com/x.js', 'script')).toEqual({ passed: false })
  })

  test.each([
    ['the check passes', null, true],
    ['the check fails', 'another certificate', false],
  ])('for the exchange in use wait until the exchange is checked: %s', async (_what, wrong, passed) => {
    const { ask, exchange } = guarded({ signallingHost: 'localhost:4000' })
    const socket = ask('wss://localhost:4000/signal', 'webSocket')
    await flushPromises()
    expect(socket).toEqual({})
    exchange.resolve(wrong)
    await flushPromises()
    expect(socket).toEqual({ passed })
  })

  test('for an exchange that is not in use are refused', () => {
    const { ask } = guarded({ signallingHost: null })
    expect(ask('wss://localhost:4000/signal', 'webSocket')).toEqual({ passed: false })
  })
})
