import { afterEach, describe, expect, it } from 'vitest'
import { MediaError, type MediaLeg } from '../../../../../exchange/media/types.ts'
import { createWeriftLeg } from '../../../../../exchange/media/legs/werift-leg.ts'
import { connect, createTestCall, type TestCall } from '../../../../support/media/call.ts'
import { chromiumOffer } from '../../../../support/media/sdp.ts'

const open: { end(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()))
})
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const newLeg = (): MediaLeg => {
  const leg = createWeriftLeg()
  open.push({ end: () => leg.close() })
  return leg
}
const newCall = (): TestCall => {
  const call = createTestCall()
  open.push(call)
  return call
}

describe('a leg refuses with a message', () => {
  it.each(['', 'garbage', 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n'])('an SDP like %j', async (sdp) => {
    await expect(newLeg().answer(sdp)).rejects.toThrow(/^The SDP cannot be used: .+\.$/)
    const leg = newLeg()
    await leg.offer()
    await expect(leg.accept(sdp)).rejects.toBeInstanceOf(MediaError)
    await expect(leg.restart(sdp)).rejects.toBeInstanceOf(MediaError)
  })

  it('an invalid SDP, and can then be used with a valid one', async () => {
    const call = newCall()
    await expect(call.leg.answer('garbage')).rejects.toBeInstanceOf(MediaError)
    await connect(call)
    expect(call.leg.state).toBe('connected')
  })

  it('a second negotiation, an unexpected answer, and a restart before a connection', async () => {
    const leg = newLeg()
    await expect(leg.accept(chromiumOffer())).rejects.toThrow('waits for no answer')
    await expect(leg.restart(chromiumOffer())).rejects.toThrow('no connection to restart')
    await leg.answer(chromiumOffer())
    await expect(leg.answer(chromiumOffer())).rejects.toThrow('already been negotiated')
    await expect(leg.offer()).rejects.toThrow('already been negotiated')
  })

  it('a restart from another peer connection', async () => {
    const leg = newLeg()
    await leg.answer(chromiumOffer())
    const other = chromiumOffer().replace('0A:0A', '0C:0A')
    await expect(leg.restart(other)).rejects.toThrow('comes from another peer connection')
  })

  it('a client that waits for the exchange to start DTLS, because the stack would not verify its key', async () => {
    const passive = chromiumOffer().replace('a=setup:actpass', 'a=setup:passive')
    expect(passive).toContain('a=setup:passive')
    await expect(newLeg().answer(passive)).rejects.toThrow('it is a DTLS server')
    const leg = newLeg()
    await leg.offer()
    await expect(leg.accept(passive)).rejects.toThrow('it is a DTLS server')
  })

  it('a host that is not an IPv4 address', () => {
    expect(() => createWeriftLeg({ host: 'localhost' })).toThrow('must be an IPv4 address, not "localhost"')
  })

  it('anything once it is closed', async () => {
    const leg = newLeg()
    await leg.close()
    for (const attempt of [leg.offer(), leg.answer(chromiumOffer()), leg.accept(''), leg.restart('')]) {
      await expect(attempt).rejects.toThrow('already closed')
    }
  })
})

describe('closing a leg', () => {
  it('works in any state and any number of times', async () => {
    const leg = newLeg()
    await Promise.all([leg.close(), leg.close()])
    await leg.close()
    expect(leg.state).toBe('closed')
  })

  it('works while it negotiates, and leaves no socket behind', async () => {
    const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length
    let most = 0
    for (let turns = 0; turns < 40; turns += 1) {
      const leg = newLeg()
      const offer = leg.offer()
      const outcome = Promise.allSettled([offer])
      // Each round lets the negotiation get one turn further.
      for (let turn = 0; turn < turns; turn += 1) await (turn % 4 === 3 ? nextTurn() : Promise.resolve())
      most = Math.max(most, sockets())
      await leg.close()
      await outcome
    }
    expect(most).toBeGreaterThan(0)
    // Node forgets a closed socket a turn later; a socket that was left open would keep this from ending.
    while (sockets() > 0) await nextTurn()
  })

  it('fails what was being negotiated', async () => {
    const leg = newLeg()
    const offer = leg.offer()
    const outcome = expect(offer).rejects.toThrow('already closed')
    await leg.close()
    await outcome
  })

  it('works while it connects', async () => {
    const call = newCall()
    await call.peer.accept(await call.leg.answer(await call.peer.offer()))
    expect(call.leg.state).toBe('connecting')
    await call.leg.close()
    expect(call.events.at(-1)).toEqual({ type: 'state', state: 'closed' })
  })

  it('is final: it sends, receives and emits nothing afterwards', async () => {
    const call = await connect(newCall())
    await call.leg.close()
    const events = call.events.length
    call.leg.send(new Uint8Array(160))
    call.leg.sendDigit('1')
    call.leg.blackhole(false)
    expect(call.events).toHaveLength(events)
    expect(call.events.at(-1)).toEqual({ type: 'state', state: 'closed' })
    expect(call.peer.received).toEqual([])
  })

  it('drops audio silently before it is connected', () => {
    const leg = newLeg()
    expect(() => leg.send(new Uint8Array(160))).not.toThrow()
    expect(() => leg.sendDigit('1')).not.toThrow()
  })

  it('removes a listener that unsubscribes', async () => {
    const leg = newLeg()
    const events: string[] = []
    const off = leg.on((event) => events.push(event.type))
    off()
    await leg.close()
    expect(events).toEqual([])
  })
})
