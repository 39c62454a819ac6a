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
  /** What becomes of a request: nothing yet, or whether it is let through. */
  const ask = (url: string, resourceType = 'other') => {
    const fate: { passed?: boolean } = {}
    hear({ url, resourceType }, ({ cancel }) => {
      fate.passed = !cancel
    })
    return fate
  }
  return { ask, backendReady, exchange }
}

describe('the page’s requests', () => {
  test('for what can be seen are answered at once, for its scripts when there is somebody to speak to', async () => {
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

  test('for a script from elsewhere are refused, whoever is there', () => {
    expect(guarded().ask('https://example.com/x.js', 'script')).toEqual({ passed: false })
  })

  test.each([
    ['nothing is wrong with it', null, true],
    ['something is', 'another certificate', false],
  ])('for the exchange in use wait until it was looked at: %s', async (_what, wrong, passed) => {
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
