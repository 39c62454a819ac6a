import { describe, expect, it } from 'vitest'
import { createLineOnFakes, FakeCall, settled, TICKET } from './fake-sdk.ts'

const next = { ...TICKET, token: 'token 2' }

function readyLine(options?: { online?: boolean }) {
  const on = createLineOnFakes(options)
  on.line.register(TICKET)
  on.device.registers()
  return on
}

/** A call that is going on. */
function inCall(on: ReturnType<typeof createLineOnFakes>): FakeCall {
  const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
  on.device.tell.incoming(call)
  on.line.accept('CA1')
  call.opens()
  return call
}

describe('registration', () => {
  it('is ready only when the device says so', () => {
    const on = createLineOnFakes()
    on.line.register(TICKET)
    expect(on.says()).toEqual(['registration-connecting'])
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered', identity: 'maria' })
  })

  it('opened again with the same ticket says how it stands, and does nothing else', () => {
    const on = readyLine()
    on.line.register({ ...TICKET })
    expect(on.devices).toHaveLength(1)
    expect(on.device.tokens).toEqual([])
    expect(on.says()).toEqual([
      'registration-connecting',
      'registration-registered',
      'registration-registered',
    ])
  })

  it('a new token for the same line is swapped in', () => {
    const on = readyLine()
    on.line.register(next)
    expect(on.devices).toHaveLength(1)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it.each([
    ['host', { ...next, signallingHost: null }],
    ['identity', { ...next, identity: 'bob' }],
  ])('another %s gets another device', (_what, ticket) => {
    const on = readyLine()
    on.line.register(ticket)
    expect(on.devices).toHaveLength(2)
    expect(on.devices[0]?.destroyed).toBe(true)
    expect(on.device.token).toBe('token 2')
  })

  it('hears nothing of a device it has left', () => {
    const on = readyLine()
    const [old] = on.devices
    on.line.register({ ...next, identity: 'bob' })
    const before = on.says()
    old?.tell.unregistered()
    old?.tell.error(Object.assign(new Error('late'), { code: 20101 }))
    old?.tell.incoming(new FakeCall({ CallSid: 'CA1', From: '+12025550101' }))
    expect(on.says()).toEqual(before)
  })

  it.each([20104, 31202, 31205])(
    '%i: a fresh token is asked for, and refused only the second time',
    (code) => {
      const on = readyLine()
      on.device.fails(code)
      on.passTime()
      expect(on.tokensWanted).toBe(1)
      expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
      on.line.register(next)
      expect(on.devices).toHaveLength(2)
      on.device.fails(code)
      expect(on.events.at(-1)).toMatchObject({ type: 'registration-rejected', reason: 'token-expired' })
    },
  )

  it.each([31202, 20104, 31205, 20105])(
    '%i on a new socket means that the token is too old: another one is asked for, and nothing is refused',
    (code) => {
      const on = createLineOnFakes()
      on.line.register(TICKET)
      on.device.connects()
      on.device.fails(code, 'Access Token expired or expiration date invalid')
      on.advance(0)
      expect(on.tokensWanted).toBe(1)
      on.line.register(next)
      on.device.registers()
      expect(on.says()).toEqual(['registration-connecting', 'registration-registered'])
    },
  )

  it('31202 about a signature, twice in a row, says that the token is invalid', () => {
    const on = createLineOnFakes()
    for (const token of ['token 1', 'token 2']) {
      on.line.register({ ...TICKET, token })
      on.device.fails(31202, 'JWT signature validation failed')
      on.advance(1_000)
    }
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-rejected', reason: 'token-invalid' })
  })

  it.each([20101, 20151, 31204])(
    '%i: refused, and after a token that never worked another one is tried 30 s later, in silence',
    (code) => {
      const on = createLineOnFakes()
      on.line.register(TICKET)
      on.device.fails(code)
      on.device.loses()
      expect(on.events.at(-1)).toMatchObject({ type: 'registration-rejected', reason: 'token-invalid' })
      on.advance(29_999)
      expect(on.tokensWanted).toBe(0)
      on.advance(1)
      expect(on.tokensWanted).toBe(1)
      const said = on.says()
      on.line.register(next)
      on.device.fails(code)
      expect(on.says()).toEqual(said)
      on.advance(30_000)
      on.line.register({ ...TICKET, token: 'token 3' })
      on.device.registers()
      expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
    },
  )

  it('a token that stops being accepted is replaced, and the line is connecting meanwhile', () => {
    const on = readyLine()
    on.device.fails(20101)
    on.advance(0)
    expect(on.tokensWanted).toBe(1)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
    on.line.register(next)
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })

  it('errors that say nothing of a token lead to another token the second time', () => {
    const on = createLineOnFakes()
    on.line.register(TICKET)
    for (const wanted of [0, 1]) {
      on.device.connects()
      on.device.fails(53000)
      on.device.loses()
      on.advance(0)
      expect(on.tokensWanted).toBe(wanted)
    }
    on.line.register(next)
    expect(on.device.tokens).toContain('token 2')
  })

  it('an unknown error after the token has expired by our own clock means that it has expired', () => {
    const on = createLineOnFakes()
    on.line.register({ ...TICKET, expiresAt: 1_000 })
    on.device.registers()
    on.device.loses()
    on.sleep(2_000)
    on.device.fails(53000)
    on.advance(0)
    expect(on.tokensWanted).toBe(1)
  })

  it('tokens that never help are asked for less and less often, and at most 4 s apart', () => {
    const on = readyLine()
    const asked: number[] = []
    let ms = 0
    for (let n = 0; n < 7; n += 1) {
      on.device.fails(20104)
      const before = on.tokensWanted
      const began = ms
      while (on.tokensWanted === before) {
        on.advance(250)
        ms += 250
      }
      asked.push(ms - began)
      on.line.register({ ...TICKET, token: `useless ${n}` })
    }
    expect(asked).toEqual([250, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000])
  })

  it('a request for a token that was lost is made again after half a minute', () => {
    const on = readyLine()
    on.device.fails(20104)
    on.advance(29_000)
    expect(on.tokensWanted).toBe(1)
    on.advance(1_000)
    expect(on.tokensWanted).toBe(2)
  })

  it('a service that closes signalling for good is registered with again, with the same token or a fresh one', async () => {
    for (const ticket of [null, next]) {
      const on = readyLine()
      on.device.gone = true
      on.device.loses()
      await settled()
      on.advance(0)
      expect(on.tokensWanted).toBe(1)
      if (ticket) on.line.register(ticket)
      else on.advance(300)
      expect(on.devices).toHaveLength(2)
      expect(on.device.token).toBe(ticket ? 'token 2' : 'token 1')
    }
  })

  it('signalling that is closed for good while the line is not registered is noticed all the same', () => {
    const on = createLineOnFakes()
    on.line.register(TICKET)
    on.device.loses()
    // No event: the SDK was not registered before.
    on.device.gone = true
    on.advance(1_000)
    expect(on.devices.length).toBeGreaterThan(1)
  })

  it('a socket that drops is opened again, and the same device registers on it', async () => {
    const on = readyLine()
    on.device.loses()
    on.device.fails(31005)
    on.device.fails(31000)
    await settled()
    expect(on.says()).toEqual(['registration-connecting', 'registration-registered', 'registration-offline'])
    on.advance(150)
    expect(on.device.opened).toBe(1)
    on.device.connects()
    expect(on.device.registrations).toBe(2)
    on.device.registers()
    expect(on.says().slice(3)).toEqual(['registration-connecting', 'registration-registered'])
    expect(on.devices).toHaveLength(1)
    expect(on.tokensWanted).toBe(0)
  })

  it.each([
    ['localhost:1', 'signalling-unreachable'],
    [null, 'network'],
  ])('without a network, a line to %s is offline because of %s', (signallingHost, reason) => {
    const on = createLineOnFakes({ online: false })
    on.line.register({ ...TICKET, signallingHost })
    on.device.fails(31005)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-offline', reason })
  })

  it('an error while registered is no news about the line', () => {
    const on = readyLine()
    on.device.fails(31009)
    on.device.tell.error('nonsense')
    expect(on.says()).toEqual(['registration-connecting', 'registration-registered'])
  })

  it('a call in progress is not cut off by an expired token, and calls arrive again beside it', () => {
    const on = readyLine()
    const call = inCall(on)
    on.device.fails(20104)
    on.advance(0)
    on.line.register(next)
    expect([on.devices.length, on.device.tokens]).toEqual([1, ['token 2']])
    on.device.tell.connected()
    expect(on.device.repeats).toBe(1)
    on.device.tell.acknowledged()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
    on.line.hangup('CA1')
    expect([on.devices.length, call.done]).toEqual([1, ['accept', 'disconnect']])
  })

  it('an SDK that cannot start is said in words, and tried again', async () => {
    const on = createLineOnFakes({ broken: 'No WebRTC here' })
    on.line.register(TICKET)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-offline', detail: 'No WebRTC here' })
    expect(on.logged.join()).toContain('No WebRTC here')
    on.advance(10_000)
    expect(on.logged.length).toBeGreaterThan(2)
    on.line.dial('out', 'maria')
    await on.line.unregister()
    const before = on.logged.length
    on.advance(60_000)
    expect(on.logged).toHaveLength(before)
  })

  it('an exception of the SDK is logged and changes nothing', () => {
    const on = readyLine()
    on.device.updateToken = () => {
      throw new Error('Attempt to "updateToken" when device is in state "destroyed".')
    }
    on.line.register(next)
    expect(on.logged.join()).toContain('updateToken')
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })
})
