import { describe, expect, it } from 'vitest'
import { createLineOnFakes, FakeCall, TICKET } from './fake-sdk.ts'

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

describe('signs of life', () => {
  it('every message and every acknowledgement is one, and leaving the host ends them', async () => {
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

describe('a fresh token in a call', () => {
  const HOUR = 3_600_000
  const first = { ...TICKET, expiresAt: HOUR }
  const fresh = { ...next, expiresAt: 2 * HOUR }

  function inCallWith() {
    const on = createLineOnFakes()
    on.line.register(first)
    on.device.registers()
    inCall(on)
    return on
  }

  it('waits until the last call is over', () => {
    const on = inCallWith()
    on.device.tell.incoming(new FakeCall({ CallSid: 'CA2', From: '+12025550102' }))
    on.line.register(fresh)
    on.advance(60_000)
    on.line.hangup('CA1')
    expect(on.device.tokens).toEqual([])
    on.line.reject('CA2')
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it('is used shortly before the one in use expires', () => {
    const on = inCallWith()
    on.line.register(fresh)
    on.advance(HOUR - 60_000)
    expect(on.device.tokens).toEqual([])
    on.advance(60_000)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it('is used at once when the one in use turns out to have expired, without another request', () => {
    const on = inCallWith()
    on.line.register(fresh)
    on.device.fails(31205)
    on.advance(1_000)
    expect([on.device.tokens, on.tokensWanted]).toEqual([['token 2'], 0])
  })

  it('is used at once where nothing says when the one in use expires', () => {
    const on = readyLine()
    inCall(on)
    on.line.register(next)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it('is not used any more when a fresher one comes, nor on another line', () => {
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
  it('is repeated, every 12 s at Twilio and every 4 s at an exchange', () => {
    for (const [signallingHost, ms] of [
      [null, 12_000],
      ['localhost:1', 4_000],
    ] as const) {
      const on = createLineOnFakes()
      on.line.register({ ...TICKET, signallingHost })
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

  it('that is not acknowledged any more is made by another device, 4 s later', () => {
    const on = readyLine()
    on.advance(4_000 + 3_999)
    expect(on.devices).toHaveLength(1)
    on.advance(1)
    expect([on.devices.length, on.devices[0]?.destroyed]).toEqual([2, true])
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-registered' })
  })

  it('of a slow server is given three times as long as it took before', () => {
    const on = createLineOnFakes()
    on.line.register(TICKET)
    on.device.connects()
    on.advance(3_000)
    on.device.registers()
    on.advance(4_000 + 8_999)
    expect(on.devices).toHaveLength(1)
    on.advance(1)
    expect(on.devices).toHaveLength(2)
  })

  it('in a call is given as long as the SDK gives a silent socket, and then moves to another socket', () => {
    const on = readyLine()
    const call = inCall(on)
    on.advance(4_000 + 14_999)
    expect(on.device.closed).toBe(0)
    on.advance(1)
    expect([on.device.closed, on.devices.length, call.done]).toEqual([1, 1, ['accept']])
    on.advance(200)
    expect(on.device.opened).toBe(1)
  })

  it('is left alone where its acknowledgements cannot be observed', () => {
    const on = createLineOnFakes({ observed: false })
    on.line.register(TICKET)
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

  it('that stays away where nothing can be observed is made by another device, at most every 8 s', () => {
    const on = createLineOnFakes({ observed: false })
    on.line.register(TICKET)
    on.advance(120_000)
    expect(on.devices.length).toBeGreaterThan(3)
    expect(on.devices.length).toBeLessThan(10)
  })

  it('is not tried before the time that the server asked for, unless a person tries again', () => {
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

describe('a restart', () => {
  it('of a line that is registered has the registration proved, and replaces a device that does not within 2 s', () => {
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

  it('of a line that has been silent for too long, as after sleep, replaces its device at once', () => {
    const on = readyLine()
    on.sleep(15_001)
    on.line.reconnect()
    expect(on.devices).toHaveLength(2)
  })

  it('where the socket is down opens it now, and keeps the device', () => {
    const on = readyLine()
    on.device.loses()
    on.line.reconnect()
    expect(on.devices).toHaveLength(1)
    expect(on.device.opened).toBe(1)
  })

  it('leaves a young attempt alone, and makes an old one again', () => {
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

  it('replaces a device whose open socket is not acknowledged', () => {
    const on = createLineOnFakes()
    on.line.register(TICKET)
    on.device.connects()
    on.advance(1_000)
    on.line.reconnect()
    expect(on.devices).toHaveLength(1)
    on.advance(2_000)
    on.line.reconnect()
    expect(on.devices).toHaveLength(2)
  })

  it('leaves a call its media, and its socket unless that has been silent for too long', () => {
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

  it('of a line whose token was refused asks for another one at once', () => {
    const on = createLineOnFakes()
    on.line.register(TICKET)
    on.device.fails(20101)
    expect(on.tokensWanted).toBe(0)
    on.line.reconnect()
    expect(on.tokensWanted).toBe(1)
    expect(on.events.at(-1)).toMatchObject({ type: 'registration-connecting' })
  })

  it('of a line that is closed does nothing', () => {
    const closed = createLineOnFakes()
    closed.line.reconnect()
    closed.advance(60_000)
    expect(closed.devices).toEqual([])
  })
})
