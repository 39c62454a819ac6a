import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, createLineOnFakes, FakeCall, settled } from './fake-sdk.ts'

function readyLine() {
  const on = createLineOnFakes()
  on.line.register(ACCESS_TOKEN)
  on.device.registers()
  on.events.length = 0
  return on
}

async function dials(on: ReturnType<typeof readyLine>, id = 'out'): Promise<FakeCall> {
  on.line.dial(id, '+12025550101')
  await settled()
  const call = new FakeCall()
  call.state = 'connecting'
  on.device.placed.at(-1)?.answer.resolve(call)
  await settled()
  return call
}

describe('the end reason of an outgoing call of the SDK', () => {
  it.each([
    [31486, 'busy'],
    [31603, 'application-error'],
    [31480, 'unreachable'],
    [31404, 'unreachable'],
    [31005, 'connection-lost'],
    [20151, 'not-allowed'],
    [31000, 'connection-lost'],
    [12345, 'failed'],
  ])('for error %i before the answer is %s', async (code, endReason) => {
    const on = readyLine()
    const call = await dials(on)
    call.fails(code, 'Said by the gateway')
    call.disconnect()
    await settled()
    expect(on.events).toMatchObject([{ endReason, detail: `Said by the gateway (${code})` }])
  })

  it.each([
    [1_000, 'unreachable'],
    [9_000, 'not-answered'],
    [40_000, 'no-answer'],
  ])('for error 31480 after %i ms is %s, although Twilio reported ringing at once', async (ms, endReason) => {
    const on = readyLine()
    const call = await dials(on)
    call.emit('ringing', false)
    on.sleep(ms)
    call.fails(31480)
    call.disconnect()
    await settled()
    expect(on.events.at(-1)).toMatchObject({ endReason })
  })

  it('for error 31480 directly after the start of the call is `unreachable`, even after a long wait for the microphone', async () => {
    const on = readyLine()
    on.line.dial('out', '+12025550101')
    on.sleep(60_000)
    await settled()
    const call = new FakeCall()
    call.state = 'connecting'
    on.device.placed.at(-1)?.answer.resolve(call)
    await settled()
    on.sleep(60_000)
    call.emit('ringing', false)
    call.fails(31480)
    call.disconnect()
    await settled()
    expect(on.events.at(-1)).toMatchObject({ endReason: 'unreachable' })
  })

  it('depends on the code of the exchange in a general error of the SDK, and the detail has the code', async () => {
    const on = readyLine()
    const call = await dials(on)
    call.failsWith({
      code: 31005,
      message: 'Error sent from gateway in HANGUP',
      originalError: { code: 31600 },
    })
    call.disconnect()
    await settled()
    expect(on.events.at(-1)).toMatchObject({
      endReason: 'busy',
      detail: 'Error sent from gateway in HANGUP (31600)',
    })
  })

  it('for a disconnect without an error before the answer is `not-answered`', async () => {
    const on = readyLine()
    const call = await dials(on)
    call.disconnect()
    await settled()
    expect(on.events.at(-1)).toMatchObject({ endReason: 'not-answered', detail: null })
  })

  it.each([
    [31486, 'remote-hangup'],
    [53405, 'connection-lost'],
  ])('for error %i after the answer is %s', async (code, endReason) => {
    const on = readyLine()
    const call = await dials(on)
    call.opens()
    call.fails(code)
    call.disconnect()
    await settled()
    expect(on.events.at(-1)).toMatchObject({ endReason })
  })
})
