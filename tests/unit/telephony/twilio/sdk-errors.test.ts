import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, createLineOnFakes, FakeCall } from './fake-sdk.ts'

/** The methods of a call of the SDK, and the call state for each. */
const requests = [
  ['accept', 'ringing'],
  ['reject', 'ringing'],
  ['disconnect', 'connected'],
  ['mute', 'connected'],
  ['sendDigits', 'connected'],
] as const

describe('an exception of the SDK', () => {
  it.each(requests)('in %s of a %s call is logged, and the phone continues', (method, state) => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    on.device.registers()
    const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
    on.device.tell.incoming(call)
    if (state === 'connected') {
      on.line.accept('CA1')
      call.opens()
    }
    call[method] = () => {
      throw new Error(`The call cannot ${method}.`)
    }
    const ask = {
      accept: () => on.line.accept('CA1'),
      reject: () => on.line.reject('CA1'),
      disconnect: () => on.line.hangup('CA1'),
      mute: () => on.line.mute('CA1', true),
      sendDigits: () => {
        on.line.sendDigits('CA1', '1')
        on.advance(1_000)
      },
    }
    expect(ask[method]).not.toThrow()
    expect(on.logged).toHaveLength(1)
    expect(on.logged[0]).toContain(`The call cannot ${method}.`)
  })

  it('in the destruction of a device is logged, and another device registers', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    on.device.destroy = () => {
      throw new Error('It cannot be destroyed.')
    }
    on.line.register({ ...ACCESS_TOKEN, identity: 'bob' })
    on.device.registers()
    expect(on.logged.join()).toContain('It cannot be destroyed.')
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })
})
