import { expect, test } from 'vitest'
import { confirmCloseDuringCall } from '../../../../src/main/windows/close-confirmation.ts'
import type { LiveCall } from '../../../../src/shared/domain/phone.ts'
import { aLiveCall, createMainState } from '../../../support/state/main-state.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

function setUp(...calls: readonly LiveCall[]) {
  const mainState = createMainState()
  mainState.snapshot({ calls })
  const endedCalls: string[] = []
  const questions: { readonly signal: AbortSignal; readonly answer: (agrees: boolean) => void }[] = []
  let closed = 0
  /** The effect of closing the window. */
  const close = () => {
    if (!closing.preventsClose()) closed += 1
  }
  const closing = confirmCloseDuringCall({
    replica: mainState.replica,
    window: () => ({ close }),
    ask: (signal) =>
      new Promise((answer) => {
        questions.push({ signal, answer })
      }),
    hangUp: (id) => endedCalls.push(id),
  })
  return { mainState, endedCalls, questions, close, closed: () => closed }
}

test('without a call, or while a call only rings, the window closes at once', () => {
  for (const calls of [[], [aLiveCall('CA1')]]) {
    const { close, closed, questions } = setUp(...calls)
    close()
    expect(closed()).toBe(1)
    expect(questions).toEqual([])
  }
})

for (const phase of ['accepting', 'connecting', 'remote-ringing', 'connected', 'reconnecting'] as const) {
  const call = aLiveCall('CA1', phase)

  test(`closing the window while a call is ${phase} asks once, and "keep open" keeps the call and the window`, async () => {
    const { close, closed, questions, endedCalls } = setUp(call, aLiveCall('CA2'))
    close()
    close()
    expect(questions).toHaveLength(1)
    questions[0]?.answer(false)
    await flushPromises()
    expect(closed()).toBe(0)
    expect(endedCalls).toEqual([])
    close()
    expect(questions).toHaveLength(2)
  })

  test(`agreeing while a call is ${phase} hangs up that call, leaves what rings, and closes the window once it is over`, async () => {
    const { mainState, close, closed, questions, endedCalls } = setUp(call, aLiveCall('CA2'))
    close()
    questions[0]?.answer(true)
    await flushPromises()
    expect(endedCalls).toEqual(['CA1'])
    expect(closed()).toBe(0)
    mainState.snapshot({ calls: [aLiveCall('CA2')] })
    expect(closed()).toBe(1)
    mainState.snapshot({ calls: [] })
    expect(closed()).toBe(1)
  })
}

test('the question is withdrawn when the call ends or its page crashes, and the window stays', async () => {
  for (const end of ['ended', 'crashed'] as const) {
    const { mainState, close, closed, questions, endedCalls } = setUp(aLiveCall('CA1', 'connected'))
    close()
    if (end === 'ended') mainState.snapshot({ calls: [] })
    else mainState.replica.gone('renderer-gone')
    expect(questions[0]?.signal.aborted).toBe(true)
    questions[0]?.answer(true)
    await flushPromises()
    expect([closed(), endedCalls]).toEqual([0, []])
  }
})
