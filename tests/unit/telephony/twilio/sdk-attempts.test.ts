import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, createLineOnFakes, FakeCall } from './fake-sdk.ts'

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

describe('signalling activity', () => {
  it('is reported for every message and acknowledgement, and reset when the line leaves the host', async () => {
    const on = readyLine()
    on.device.tell.message()
    on.device.tell.acknowledged()
    expect(on.signs).toEqual(['message', 'acknowledged', 'message', 'acknowledged'])
    await on.line.unregister()
    expect(on.signs.at(-1)).toBe('reset')
    on.device.tell.message()
    expect(on.signs).toHaveLength(5)
  })
})

describe('a fresh token during a call', () => {
  const HOUR = 3_600_000
  const first = { ...ACCESS_TOKEN, expiresAt: HOUR }
  const fresh = { ...next, expiresAt: 2 * HOUR }

  function inCallWith() {
    const on = createLineOnFakes()
    on.line.register(first)
    on.device.registers()
    inCall(on)
    return on
  }

  it('is not used until the last call has ended', () => {
    const on = inCallWith()
    on.device.tell.incoming(new FakeCall({ CallSid: 'CA2', From: '+12025550102' }))
    on.line.register(fresh)
    on.advance(60_000)
    on.line.hangup('CA1')
    expect(on.device.tokens).toEqual([])
    on.line.reject('CA2')
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it('is used shortly before the current token expires', () => {
    const on = inCallWith()
    on.line.register(fresh)
    on.advance(HOUR - 60_000)
    expect(on.device.tokens).toEqual([])
    on.advance(60_000)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it('is used at once, without another request, when the current token is reported as expired', () => {
    const on = inCallWith()
    on.line.register(fresh)
    on.device.fails(31205)
    on.advance(1_000)
    expect([on.device.tokens, on.tokensWanted]).toEqual([['token 2'], 0])
  })

  it('is used at once when the expiry of the current token is unknown', () => {
    const on = readyLine()
    inCall(on)
    on.line.register(next)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it('is discarded when a fresher token arrives or the line changes', () => {
    const on = inCallWith()
    on.line.register(fresh)
    on.line.register({ ...fresh, token: 'token 3' })
    on.line.hangup('CA1')
    expect(on.device.tokens).toEqual(['token 3'])
    on.line.register({ ...fresh, identity: 'bob' })
    on.advance(3 * HOUR)
    expect(on.device.tokens).not.toContain('token 2')
  })
})

describe('the registration', () => {
  it('is repeated every 12 s at Twilio and every 4 s at an exchange', () => {
    for (const [signallingHost, ms] of [
      [null, 12_000],
      ['localhost:1', 4_000],
    ] as const) {
      const on = createLineOnFakes()
      on.line.register({ ...ACCESS_TOKEN, signallingHost })
      on.device.registers()
      on.advance(ms - 1)
      expect(on.device.repeats).toBe(0)
      on.advance(1)
      expect(on.device.repeats).toBe(1)
      on.device.tell.acknowledged()
      on.advance(ms)
      expect(on.device.repeats).toBe(2)
    }
  })

  it('is moved to another device 4 s after an acknowledgement is missing', () => {
    const on = readyLine()
    on.advance(4_000 + 3_999)
    expect(on.devices).toHaveLength(1)
    on.advance(1)
    expect([on.devices.length, on.devices[0]?.destroyed]).toEqual([2, true])
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })

  it('of a slow server times out after three times the previous duration', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    on.device.connects()
    on.advance(3_000)
    on.device.registers()
    on.advance(4_000 + 8_999)
    expect(on.devices).toHaveLength(1)
    on.advance(1)
    expect(on.devices).toHaveLength(2)
  })

  it('during a call has the timeout of the SDK for a silent socket, and then moves to another socket', () => {
    const on = readyLine()
    const call = inCall(on)
    on.advance(4_000 + 14_999)
    expect(on.device.closed).toBe(0)
    on.advance(1)
    expect([on.device.closed, on.devices.length, call.done]).toEqual([1, 1, ['accept']])
    on.advance(200)
    expect(on.device.opened).toBe(1)
  })

  it('is not replaced when its acknowledgements cannot be observed', () => {
    const on = createLineOnFakes({ observed: false })
    on.line.register(ACCESS_TOKEN)
    on.device.registers()
    expect(on.signs).toEqual(['unobserved'])
    on.advance(3_600_000)
    expect([on.devices.length, on.device.repeats, on.device.registrations]).toEqual([1, 0, 1])
    on.device.loses()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-offline' })
    on.advance(3_000)
    expect(on.device.registrations).toBe(2)
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })

  it('is moved to another device at most every 8 s when it fails and cannot be observed', () => {
    const on = createLineOnFakes({ observed: false })
    on.line.register(ACCESS_TOKEN)
    on.advance(120_000)
    expect(on.devices.length).toBeGreaterThan(3)
    expect(on.devices.length).toBeLessThan(10)
  })

  it('is not attempted before the time that the server requested, unless the user retries', () => {
    const on = readyLine()
    on.device.tell.retryAfter(20_000)
    on.device.loses()
    on.advance(19_000)
    expect(on.device.opened).toBe(0)
    on.line.reconnect()
    expect(on.device.opened).toBe(1)
    on.device.loses()
    on.device.tell.retryAfter(3_600_000)
    on.advance(60_000)
    expect(on.device.opened).toBe(2)
  })
})

describe('a reconnect', () => {
  it('of a registered line repeats the registration, and replaces a device without an acknowledgement within 2 s', () => {
    const on = readyLine()
    on.line.reconnect()
    expect([on.devices.length, on.device.repeats]).toEqual([1, 1])
    on.device.tell.acknowledged()
    on.advance(2_500)
    expect(on.devices).toHaveLength(1)
    on.line.reconnect()
    on.advance(2_000)
    expect(on.devices).toHaveLength(2)
    expect(on.devices[0]?.destroyed).toBe(true)
    expect(on.device).toMatchObject({ token: 'token 1', host: 'localhost:1' })
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })

  it('of a line that was silent for too long, as after sleep, replaces its device at once', () => {
    const on = readyLine()
    on.sleep(15_001)
    on.line.reconnect()
    expect(on.devices).toHaveLength(2)
  })

  it('opens a closed socket at once and keeps the device', () => {
    const on = readyLine()
    on.device.loses()
    on.line.reconnect()
    expect(on.devices).toHaveLength(1)
    expect(on.device.opened).toBe(1)
  })

  it('keeps a recent attempt and repeats an old one', () => {
    const on = readyLine()
    on.device.loses()
    on.line.reconnect()
    on.advance(1_000)
    on.line.reconnect()
    expect([on.device.closed, on.device.opened]).toEqual([0, 1])
    on.advance(2_000)
    on.line.reconnect()
    expect([on.device.closed, on.device.opened]).toEqual([1, 2])
  })

  it('replaces a device whose registration on an open socket is not acknowledged', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    on.device.connects()
    on.advance(1_000)
    on.line.reconnect()
    expect(on.devices).toHaveLength(1)
    on.advance(2_000)
    on.line.reconnect()
    expect(on.devices).toHaveLength(2)
  })

  it('keeps the media of a call, and keeps its socket unless it was silent for too long', () => {
    const on = readyLine()
    const call = inCall(on)
    on.device.tell.message()
    on.line.reconnect()
    expect([on.devices.length, on.device.closed]).toEqual([1, 0])
    on.sleep(15_001)
    on.line.reconnect()
    expect([on.devices.length, on.device.closed, on.device.destroyed]).toEqual([1, 1, false])
    expect(call.done).toEqual(['accept'])
  })

  it('of a line whose token was rejected requests another token at once', () => {
    const on = createLineOnFakes()
    on.line.register(ACCESS_TOKEN)
    on.device.fails(20101)
    expect(on.tokensWanted).toBe(0)
    on.line.reconnect()
    expect(on.tokensWanted).toBe(1)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
  })

  it('of a closed line does nothing', () => {
    const closed = createLineOnFakes()
    closed.line.reconnect()
    closed.advance(60_000)
    expect(closed.devices).toEqual([])
  })
})
