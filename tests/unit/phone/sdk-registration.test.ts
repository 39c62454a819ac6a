import { describe, expect, it } from 'vitest'
import { createLineOnFakes, FakeCall, settled, TICKET } from './fake-sdk.ts'

const next = { ...TICKET, token: 'token 2' }

function readyLine(options?: { online?: boolean }) {
  const on = createLineOnFakes(options)
  on.line.open(TICKET)
  on.device.registers()
  return on
}

describe('registration', () => {
  it('is ready only when the device says so', () => {
    const on = createLineOnFakes()
    on.line.open(TICKET)
    expect(on.says()).toEqual(['line-connecting'])
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'line-ready', identity: 'maria' })
  })

  it('opened again with the same ticket says how it stands, and does nothing else', () => {
    const on = readyLine()
    on.line.open({ ...TICKET })
    expect(on.devices).toHaveLength(1)
    expect(on.device.tokens).toEqual([])
    expect(on.says()).toEqual(['line-connecting', 'line-ready', 'line-ready'])
  })

  it('a new token for the same line is swapped in', () => {
    const on = readyLine()
    on.line.open(next)
    expect(on.devices).toHaveLength(1)
    expect(on.device.tokens).toEqual(['token 2'])
  })

  it.each([
    ['host', { ...next, signallingHost: null }],
    ['identity', { ...next, identity: 'bob' }],
  ])('another %s gets another device', (_what, ticket) => {
    const on = readyLine()
    on.line.open(ticket)
    expect(on.devices).toHaveLength(2)
    expect(on.devices[0]?.destroyed).toBe(true)
    expect(on.device.token).toBe('token 2')
  })

  it('hears nothing of a device it has left', () => {
    const on = readyLine()
    const [old] = on.devices
    on.line.open({ ...next, identity: 'bob' })
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
      expect(on.events.at(-1)).toMatchObject({ type: 'line-connecting' })
      on.line.open(next)
      expect(on.devices).toHaveLength(2)
      on.device.fails(code)
      expect(on.events.at(-1)).toMatchObject({ type: 'line-refused', reason: 'token-expired' })
    },
  )

  it.each([20101, 20151, 31204])(
    '%i: refused, and a token that never worked is not asked for again',
    (code) => {
      const on = createLineOnFakes()
      on.line.open(TICKET)
      on.device.fails(code)
      on.device.loses()
      on.passTime()
      expect(on.tokensWanted).toBe(0)
      expect(on.events.at(-1)).toMatchObject({ type: 'line-refused', reason: 'token-invalid' })
    },
  )

  it('a token that stops being accepted is asked to be replaced', () => {
    const on = readyLine()
    on.device.fails(20101)
    on.passTime()
    expect(on.tokensWanted).toBe(1)
    on.line.open(next)
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'line-ready' })
  })

  it('tokens that never help are asked for less and less often', () => {
    const on = readyLine()
    const pauses: number[] = []
    for (let n = 0; n < 9; n += 1) {
      on.device.fails(20104)
      pauses.push(...on.timers())
      on.passTime()
      on.line.open({ ...TICKET, token: `useless ${n}` })
    }
    expect(pauses).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  it('a service that closes signalling for good is joined anew', async () => {
    const on = readyLine()
    on.device.gone = true
    on.device.loses()
    await settled()
    on.passTime()
    expect(on.tokensWanted).toBe(1)
    on.line.open(TICKET)
    expect(on.devices).toHaveLength(2)
  })

  it('a socket that drops is left for the SDK to mend', async () => {
    const on = readyLine()
    on.device.loses()
    on.device.fails(31005)
    on.device.fails(31000)
    await settled()
    expect(on.says()).toEqual(['line-connecting', 'line-ready', 'line-offline'])
    on.device.tell.registering()
    on.device.registers()
    expect(on.says().slice(3)).toEqual(['line-connecting', 'line-ready'])
    expect(on.devices).toHaveLength(1)
    expect(on.tokensWanted).toBe(0)
  })

  it.each([
    ['localhost:1', 'signalling-unreachable'],
    [null, 'network'],
  ])('without a network, a line to %s is offline because of %s', (signallingHost, reason) => {
    const on = createLineOnFakes({ online: false })
    on.line.open({ ...TICKET, signallingHost })
    on.device.fails(31005)
    expect(on.events.at(-1)).toMatchObject({ type: 'line-offline', reason })
  })

  it('an error while registered is no news about the line', () => {
    const on = readyLine()
    on.device.fails(31009)
    on.device.tell.error('nonsense')
    expect(on.says()).toEqual(['line-connecting', 'line-ready'])
  })

  it('a call in progress is not cut off by an expired token', () => {
    const on = readyLine()
    const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
    on.device.tell.incoming(call)
    on.line.accept('CA1')
    call.opens()
    on.device.fails(20104)
    on.line.open(next)
    expect(on.devices).toHaveLength(1)
    expect(call.done).toEqual(['accept'])
    on.line.hangup('CA1')
    expect(on.devices).toHaveLength(2)
    expect(on.device.token).toBe('token 2')
  })

  it('an SDK that cannot start is said in words', async () => {
    const on = createLineOnFakes({ broken: 'No WebRTC here' })
    on.line.open(TICKET)
    expect(on.events.at(-1)).toMatchObject({ type: 'line-offline', detail: 'No WebRTC here' })
    on.line.dial('out', 'maria')
    on.line.open(TICKET)
    await on.line.close()
  })
})

describe('signs of life', () => {
  it('every message and every acknowledgement is one, and leaving the host ends them', async () => {
    const on = readyLine()
    on.device.tell.heard()
    on.device.tell.acknowledged()
    expect(on.signs).toEqual(['registered', 'heard', 'registered'])
    await on.line.close()
    expect(on.signs.at(-1)).toBe('left')
    on.device.tell.heard()
    expect(on.signs).toHaveLength(4)
  })
})

describe('a restart', () => {
  it('of a line that only seems open makes it anew with the ticket it has', () => {
    const on = readyLine()
    on.line.restart()
    expect(on.devices).toHaveLength(2)
    expect(on.devices[0]?.destroyed).toBe(true)
    expect(on.device).toMatchObject({ token: 'token 1', host: 'localhost:1' })
    on.device.registers()
    expect(on.events.at(-1)).toMatchObject({ type: 'line-ready' })
  })

  it('where the socket is down opens it now, and keeps the device', () => {
    const on = readyLine()
    on.device.loses()
    on.line.restart()
    expect(on.devices).toHaveLength(1)
    expect(on.device.hurried).toBe(1)
  })

  it('leaves a call its media, and its socket unless that has been silent for too long', () => {
    const on = readyLine()
    const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
    on.device.tell.incoming(call)
    on.line.accept('CA1')
    call.opens()
    on.device.tell.heard()
    on.line.restart()
    expect([on.devices.length, on.device.reconnects, on.device.hurried]).toEqual([1, 0, 0])
    on.sleep(15_001)
    on.line.restart()
    expect([on.devices.length, on.device.reconnects, on.device.destroyed]).toEqual([1, 1, false])
    expect(call.done).toEqual(['accept'])
  })

  it('leaves a socket that is being let in slowly to it, and replaces one that has gone silent', () => {
    const on = createLineOnFakes()
    on.line.open(TICKET)
    on.line.restart()
    expect(on.devices).toHaveLength(1)
    on.sleep(15_001)
    on.line.restart()
    expect(on.devices).toHaveLength(2)
  })

  it('of a line that is closed, or waits for a ticket, is nothing', () => {
    const closed = createLineOnFakes()
    closed.line.restart()
    expect(closed.devices).toEqual([])
    const spent = readyLine()
    spent.device.fails(20104)
    spent.line.restart()
    expect(spent.devices).toHaveLength(1)
  })
})
