import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, createLineOnFakes, FakeCall, settled } from './fake-sdk.ts'

const next = { ...ACCESS_TOKEN, token: 'token 2' }

function readyLine(options?: { online?: boolean }) {
  const on = createLineOnFakes(options)
  on.line.register(ACCESS_TOKEN)
  on.device.registers()
  return on
}

/** Returns a connected call. */
function inCall(on: ReturnType<typeof createLineOnFakes>): FakeCall {
  const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
  on.device.tell.incoming(call)
  on.line.accept('CA1')
  call.opens()
  return call
}

describe('registration', () => {
  it('is complete only when the device reports it', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    expect(on.says()).toEqual(['registration-connecting'])
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered', identity: 'maria' })
  })

  it('with the same access token again reports the current state and does nothing else', () => {
    const on = readyLine()
    on.line.register({ ...ACCESS_TOKEN })
    expect(on.devices).toHaveLength(1)
    expect(on.device.tokens).toEqual([])
    expect(on.says()).toEqual([
      'registration-connecting',
      'registration-registered',
      'registration-registered',
    ])
  })

  it('with a new token for the same line updates the token of the device', () => {
    const on = readyLine()
    on.line.register(next)
    expect(on.devices).toHaveLength(1)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it.each([
    ['host', { ...next, signallingHost: null }],
    ['identity', { ...next, identity: 'bob' }],
  ])('with another %s creates another device', (_what, accessToken) => {
    const on = readyLine()
    on.line.register(accessToken)
    expect(on.devices).toHaveLength(2)
    expect(on.devices[0]?.destroyed).toBe(true)
    expect(on.device.token).toBe('token 2')
  })

  it('ignores events of a previous device', () => {
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
    'with error %i requests a fresh token, and is rejected only after the second error',
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
    'with error %i on a new socket requests another token, because the token is too old, and is not rejected',
    (code) => {
      const on = createLineOnFakes()
      on.line.register(ACCESS_TOKEN)
      on.device.connects()
      on.device.fails(code, 'Access Token expired or expiration date invalid')
      on.advance(0)
      expect(on.tokensWanted).toBe(1)
      on.line.register(next)
      on.device.registers()
      expect(on.says()).toEqual(['registration-connecting', 'registration-registered'])
    },
  )

  it('is rejected with `token-invalid` after two errors 31202 about the signature', () => {
    const on = createLineOnFakes()
    for (const token of ['token 1', 'token 2']) {
      on.line.register({ ...ACCESS_TOKEN, token })
      on.device.fails(31202, 'JWT signature validation failed')
      on.advance(1_000)
    }
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-rejected', reason: 'token-invalid' })
  })

  it.each([20101, 20151, 31204])(
    'with error %i is rejected, and another token is tried after 30 s without a state change',
    (code) => {
      const on = createLineOnFakes()
      on.line.register(ACCESS_TOKEN)
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
      on.line.register({ ...ACCESS_TOKEN, token: 'token 3' })
      on.device.registers()
      expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
    },
  )

  it('requests another token when the current token is no longer accepted, and is connecting until then', () => {
    const on = readyLine()
    on.device.fails(20101)
    on.advance(0)
    expect(on.tokensWanted).toBe(1)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
    on.line.register(next)
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })

  it('requests another token after the second error that does not concern the token', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
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

  it('treats an unknown error as an expired token when the token has expired by the local clock', () => {
    const on = createLineOnFakes()
    on.line.register({ ...ACCESS_TOKEN, expiresAt: 1_000 })
    on.device.registers()
    on.device.loses()
    on.sleep(2_000)
    on.device.fails(53000)
    on.advance(0)
    expect(on.tokensWanted).toBe(1)
  })

  it('requests tokens at increasing intervals of at most 4 s while no token is accepted', () => {
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
      on.line.register({ ...ACCESS_TOKEN, token: `useless ${n}` })
    }
    expect(asked).toEqual([250, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000])
  })

  it('repeats a token request without a response after 30 s', () => {
    const on = readyLine()
    on.device.fails(20104)
    on.advance(29_000)
    expect(on.tokensWanted).toBe(1)
    on.advance(1_000)
    expect(on.tokensWanted).toBe(2)
  })

  it('is made on another device, with the same or a fresh token, after the service has closed signalling', async () => {
    for (const accessToken of [null, next]) {
      const on = readyLine()
      on.device.gone = true
      on.device.loses()
      await settled()
      on.advance(0)
      expect(on.tokensWanted).toBe(1)
      if (accessToken) on.line.register(accessToken)
      else on.advance(300)
      expect(on.devices).toHaveLength(2)
      expect(on.device.token).toBe(accessToken ? 'token 2' : 'token 1')
    }
  })

  it('detects closed signalling while the line is not registered', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    on.device.loses()
    // The SDK emits no event, because it was not registered before.
    on.device.gone = true
    on.advance(1_000)
    expect(on.devices.length).toBeGreaterThan(1)
  })

  it('is repeated by the same device on a new socket after the socket has dropped', async () => {
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
    on.line.register({ ...ACCESS_TOKEN, signallingHost })
    on.device.fails(31005)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-offline', reason })
  })

  it('does not change its state for an error while it is registered', () => {
    const on = readyLine()
    on.device.fails(31009)
    on.device.tell.error('nonsense')
    expect(on.says()).toEqual(['registration-connecting', 'registration-registered'])
  })

  it('with an expired token does not end a call in progress, and further calls arrive', () => {
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

  it('reports with a message that the SDK cannot start, and tries again', async () => {
    const on = createLineOnFakes({ broken: 'No WebRTC here' })
    on.line.register(ACCESS_TOKEN)
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

  it('does not change for an exception of the SDK, which is logged', () => {
    const on = readyLine()
    on.device.updateToken = () => {
      throw new Error('Attempt to "updateToken" when device is in state "destroyed".')
    }
    on.line.register(next)
    expect(on.logged.join()).toContain('updateToken')
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })
})
