import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, createLineOnFakes, FakeCall, settled } from './fake-sdk.ts'

function readyLine() {
  const on = createLineOnFakes()
  on.line.register(ACCESS_TOKEN)
  on.device.registers()
  on.events.length = 0
  return on
}

function rings(on: ReturnType<typeof readyLine>, sid = 'CA1', custom: Record<string, string> = {}): FakeCall {
  const call = new FakeCall({ CallSid: sid, From: '+12025550101' }, custom)
  on.device.tell.incoming(call)
  return call
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

describe('an incoming call of the SDK', () => {
  it('has the sanitized name of the caller', () => {
    const on = readyLine()
    rings(on, 'CA1', { callerName: '\u202EMaria\u0000' })
    expect(on.events).toMatchObject([
      { type: 'incoming', id: 'CA1', sid: 'CA1', from: { address: '+12025550101', name: 'Maria' } },
    ])
  })

  it('removes all listeners for every end reason', async () => {
    const on = readyLine()
    const calls = ['CA1', 'CA2', 'CA3', 'CA4'].map((sid) => rings(on, sid))
    const [rejected, cancelled, ended, gone] = calls
    on.line.reject('CA1')
    cancelled?.emit('cancel')
    on.line.accept('CA3')
    ended?.opens()
    on.line.hangup('CA3')
    on.line.accept('CA4')
    gone?.opens()
    gone?.disconnect()
    await settled()
    expect(on.says().filter((said) => said.startsWith('ended'))).toEqual([
      'ended rejected',
      'ended missed',
      'ended local-hangup',
      'ended remote-hangup',
    ])
    expect(rejected?.done).toEqual(['reject'])
    for (const call of calls) expect(call.addedListeners).toBe(0)
  })

  it.each([
    [31401, 'microphone-denied'],
    [31402, 'microphone-missing'],
  ])('for which the SDK reports error %i after the disconnect ends with %s', async (code, endReason) => {
    const on = readyLine()
    const call = rings(on)
    on.line.accept('CA1')
    call.disconnect()
    call.fails(code)
    await settled()
    expect(on.events.at(-1)).toMatchObject({ type: 'ended', endReason })
  })

  it('is missed when it is accepted after the SDK has closed it', () => {
    const on = readyLine()
    const call = rings(on)
    call.state = 'closed'
    on.line.accept('CA1')
    expect(on.says()).toEqual(['incoming', 'ended missed'])
    expect(call.done).toEqual([])
  })

  it('is ended when its media cannot be set up', () => {
    const on = readyLine()
    const call = rings(on)
    on.line.accept('CA1')
    call.fails(53402)
    expect(on.says()).toEqual(['incoming', 'ended failed'])
    expect(call.done).toEqual(['accept', 'disconnect'])
  })

  it('is a new call when the same CallSid rings after the end', () => {
    const on = readyLine()
    rings(on).emit('cancel')
    rings(on)
    expect(on.events.map((event) => 'id' in event && event.id)).toEqual(['CA1', 'CA1', 'CA1/2'])
  })
})

describe('a dropped socket', () => {
  it('keeps a ringing call that is invited again, and the call can be answered', async () => {
    const on = readyLine()
    const stale = rings(on)
    stale.emit('transportClose')
    stale.state = 'reconnecting'
    await settled()
    expect(stale.addedListeners).toBe(0)
    const fresh = rings(on)
    on.line.accept('CA1')
    fresh.opens()
    on.passTime()
    expect(on.says()).toEqual(['incoming', 'connected'])
    expect(stale.done).toEqual(['disconnect'])
    expect(fresh.done).toEqual(['accept'])
  })

  it('leads to a missed call when a ringing call is not invited again after the registration', () => {
    const on = readyLine()
    rings(on).emit('transportClose')
    expect(on.timers()).toContain(15_000)
    on.device.registers()
    expect(on.timers()).toContain(3_000)
    on.passTime()
    expect(on.says()).toEqual(['incoming', 'registration-registered', 'ended missed'])
  })

  it('delays the answer of an accepted call until the call is invited again', () => {
    const on = readyLine()
    rings(on).emit('transportClose')
    on.line.accept('CA1')
    const fresh = rings(on)
    expect(fresh.done).toEqual(['accept'])
    fresh.opens()
    expect(on.says()).toEqual(['incoming', 'connected'])
  })

  it('ends an accepted call that is not invited again with `connection-lost`', () => {
    const on = readyLine()
    rings(on).emit('transportClose')
    on.line.accept('CA1')
    on.passTime()
    expect(on.says()).toEqual(['incoming', 'ended connection-lost'])
  })

  it('delays the rejection of a call until the call is invited again', () => {
    const on = readyLine()
    rings(on).emit('transportClose')
    on.line.reject('CA1')
    const fresh = rings(on)
    expect(fresh.done).toEqual(['reject'])
    expect(on.says()).toEqual(['incoming', 'ended rejected'])
  })

  it('ends an outgoing call that is not connected at both ends', async () => {
    const on = readyLine()
    const call = await dials(on)
    call.emit('transportClose')
    expect(on.says()).toEqual(['ended connection-lost'])
    expect(call.done).toEqual(['disconnect'])
  })

  it('ends a connected call that the SDK closes without an error with `connection-lost`', async () => {
    const on = readyLine()
    const call = rings(on)
    on.line.accept('CA1')
    call.opens()
    call.emit('transportClose')
    call.state = 'closed'
    await settled()
    expect(on.says()).toEqual(['incoming', 'connected', 'ended connection-lost'])
  })

  it('does not affect the end reason of a connected call that has reconnected', async () => {
    const on = readyLine()
    const call = rings(on)
    on.line.accept('CA1')
    call.opens()
    call.emit('transportClose')
    call.emit('reconnecting')
    call.emit('reconnected')
    call.disconnect()
    await settled()
    expect(on.says()).toEqual(['incoming', 'connected', 'reconnecting', 'reconnected', 'ended remote-hangup'])
  })

  it('that is not opened again ends a ringing call and an outgoing call', async () => {
    const on = readyLine()
    rings(on)
    await dials(on)
    on.device.gone = true
    on.device.loses()
    await settled()
    on.passTime()
    expect(on.says().slice(1, 4)).toEqual(['registration-offline', 'ended connection-lost', 'ended missed'])
  })
})

describe('an outgoing call of the SDK', () => {
  it('sends one connect request', async () => {
    const on = readyLine()
    await dials(on)
    expect(on.device.placed.map(({ params }) => params)).toEqual([{ numberToDial: '+12025550101' }])
  })

  it('is ended as soon as the SDK has created it when the user hung up earlier', async () => {
    const on = readyLine()
    on.line.dial('out', 'maria')
    await settled()
    on.line.hangup('out')
    const call = new FakeCall()
    call.state = 'connecting'
    on.device.placed[0]?.answer.resolve(call)
    await settled()
    expect(on.says()).toEqual(['ended canceled'])
    expect(call.done).toEqual(['disconnect'])
    expect(call.addedListeners).toBe(0)
  })

  it('fails when the SDK cannot create it', async () => {
    const on = readyLine()
    on.line.dial('out', 'maria')
    await settled()
    on.device.placed[0]?.answer.reject(new Error('A Call is already active'))
    await settled()
    expect(on.events).toMatchObject([
      { type: 'ended', endReason: 'failed', detail: 'A Call is already active' },
    ])
  })

  it('receives its CallSid when it rings', async () => {
    const on = readyLine()
    const call = await dials(on)
    call.parameters['CallSid'] = 'CA9'
    call.emit('ringing', false)
    call.opens()
    expect(on.events).toMatchObject([
      { type: 'remote-ringing', sid: 'CA9' },
      { type: 'connected', sid: 'CA9' },
    ])
  })

  it('sends valid DTMF digits only, and none after its end', async () => {
    const on = readyLine()
    const call = await dials(on)
    call.opens()
    on.line.sendDigits('out', '1;DROP*#')
    on.passTime()
    on.line.hangup('out')
    on.passTime()
    expect(call.done).toEqual(['digits 1', 'digits *', 'disconnect'])
  })
})
