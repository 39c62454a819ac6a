import { describe, expect, it } from 'vitest'
import { ACCESS_TOKEN, createLineOnFakes, FakeCall } from './fake-sdk.ts'

function readyLine() {
  const on = createLineOnFakes()
  on.line.register(ACCESS_TOKEN)
  on.device.registers()
  on.events.length = 0
  return on
}

function rings(on: ReturnType<typeof readyLine>): FakeCall {
  const call = new FakeCall({ CallSid: 'CA1', From: '+12025550101' })
  on.device.tell.incoming(call)
  return call
}

describe('a connected call of the SDK', () => {
  const sample = (packetsReceived: number) => ({ totals: { packetsReceived } })

  it('reports when no audio packets arrive, restarts ICE, and reports when packets arrive again', () => {
    const on = readyLine()
    const call = rings(on)
    let restarts = 0
    Object.assign(call, { _mediaHandler: { iceRestart: () => (restarts += 1) } })
    on.line.accept('CA1')
    for (let second = 0; second < 9; second += 1) call.emit('sample', sample(0))
    call.opens()
    call.emit('sample', sample(50))
    for (let second = 0; second < 10; second += 1) {
      on.sleep(1000)
      call.emit('sample', sample(50))
    }
    expect(on.events.at(-1)).toMatchObject({ type: 'audio', id: 'CA1', arriving: false })
    expect(restarts).toBe(1)
    on.sleep(1000)
    call.emit('sample', sample(51))
    expect(on.events.at(-1)).toMatchObject({ type: 'audio', id: 'CA1', arriving: true })
    expect(on.says()).toEqual(['incoming', 'connected', 'audio', 'audio'])
  })

  it.each([
    ['is missing', {}],
    ['has another method name', { _mediaHandler: { restart: () => undefined } }],
    ['fails', { _mediaHandler: { iceRestart: () => expect.unreachable('closed') } }],
  ])('keeps reporting when the media handler of the SDK %s', (_, part) => {
    const on = readyLine()
    const call = rings(on)
    Object.assign(call, part)
    on.line.accept('CA1')
    call.opens()
    for (let second = 0; second < 12; second += 1) {
      on.sleep(1000)
      call.emit('sample', sample(0))
    }
    expect(on.events.at(-1)).toMatchObject({ type: 'audio', arriving: false })
  })

  it('leaves the restart to the SDK while the SDK reconnects', () => {
    const on = readyLine()
    const call = rings(on)
    let restarts = 0
    Object.assign(call, { _mediaHandler: { iceRestart: () => (restarts += 1) } })
    on.line.accept('CA1')
    call.opens()
    call.state = 'reconnecting'
    for (let second = 0; second < 12; second += 1) {
      on.sleep(1000)
      call.emit('sample', sample(0))
    }
    expect(restarts).toBe(0)
  })
})
