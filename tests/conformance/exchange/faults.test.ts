import { describe, expect, test } from 'vitest'
import { connectClient, type TestClient } from '../../support/exchange/test-client.ts'
import { ringingCall, connectedCall } from '../../support/exchange/call-fixtures.ts'
import { openTestbed } from '../../support/exchange/testbed.ts'

describe('an injected fault', () => {
  test('"drop" closes the sockets of one identity without a closing handshake', async () => {
    const testbed = await openTestbed()
    const [alice, bob] = [await testbed.registered('alice'), await testbed.registered('bob')]
    expect(testbed.exchange.injectFault({ kind: 'drop', identity: 'alice' })).toBe(1)
    expect(await alice.next('closed')).toEqual({ code: 1006 })
    await bob.settled()
    expect(bob.open).toBe(true)
  })

  test('"stall" keeps the socket open and blocks messages in both directions until "clear"', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.exchange.injectFault({ kind: 'stall', identity: 'alice' })
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    await testbed.waitForEvent('invited')
    await testbed.clock.advance(20_000)
    expect([alice.count('invite'), alice.count('\n')]).toEqual([0, 0])
    testbed.exchange.injectFault({ kind: 'clear' })
    await alice.settled()
    expect(alice.open).toBe(true)
    testbed.exchange.calls.hangUp(sid)
    await alice.next('cancel')
  })

  test('"forget" loses the registration and ignores new ones on the open socket', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.exchange.injectFault({ kind: 'forget', identity: 'alice' })
    const before = alice.count('ready')
    alice.send('register', { media: { audio: true } })
    await testbed.clock.advance(10_000)
    await alice.settled()
    expect([alice.open, alice.count('ready') - before, alice.count('\n') > 0]).toEqual([true, 0, true])
    testbed.exchange.injectFault({ kind: 'clear' })
    alice.send('register', { media: { audio: true } })
    await alice.settled()
    expect(alice.count('ready') - before).toBe(1)
  })

  test('"delay" delays every message and keeps the order', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.exchange.injectFault({ kind: 'delay', ms: 2000 })
    testbed.exchange.calls.place({ to: 'client:alice' })
    await testbed.waitForEvent('invited')
    await testbed.clock.advance(1999)
    expect(alice.count('invite')).toBe(0)
    testbed.exchange.injectFault({ kind: 'delay', ms: 0 })
    testbed.exchange.injectFault({ kind: 'expire' })
    await testbed.clock.advance(1)
    await alice.next('error')
    expect(alice.heard.entries.slice(-2).map(({ type }) => type)).toEqual(['invite', 'error'])
  })

  test('"refuse" refuses new sockets until "clear"', async () => {
    const testbed = await openTestbed()
    testbed.exchange.injectFault({ kind: 'refuse' })
    await expect(connectClient(testbed.exchange.signalPort)).rejects.toThrow('503')
    testbed.exchange.injectFault({ kind: 'clear' })
    await testbed.registered('alice')
  })

  test('"refuse" closes the socket of one identity when its token arrives', async () => {
    const testbed = await openTestbed()
    testbed.exchange.injectFault({ kind: 'refuse', identity: 'alice' })
    const alice = await testbed.client()
    alice.listen(testbed.token('alice'))
    expect(await alice.next('closed')).toEqual({ code: 1006 })
    await testbed.registered('bob')
    testbed.exchange.injectFault({ kind: 'refuse', identity: 'alice', on: false })
    await testbed.registered('alice')
  })

  test('"expire" ends the token: the client gets 31205 and no more calls', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.exchange.injectFault({ kind: 'expire', identity: 'alice' })
    expect(await alice.next('error')).toMatchObject({ error: { code: 31205 } })
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'unavailable' })
  })

  test('"close" sends the message that stops the SDK', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.exchange.injectFault({ kind: 'close' })
    await alice.next('close')
  })

  test('"blackhole" stops the audio of ongoing calls until "clear"', async () => {
    const { testbed } = await connectedCall()
    expect(testbed.exchange.injectFault({ kind: 'blackhole' })).toBe(1)
    expect(testbed.legs[0]?.blackholed).toBe(true)
    testbed.exchange.injectFault({ kind: 'clear' })
    expect(testbed.legs[0]?.blackholed).toBe(false)
  })

  test('"loss" drops a part of the audio of one identity, in current and later calls, until "clear"', async () => {
    const { testbed, alice, sid } = await connectedCall()
    const audio = Uint8Array.of(0x80, 0)
    const lost = (leg: number, datagrams = 1000): number =>
      Array.from({ length: datagrams }, () => testbed.legs[leg]?.options.packetLoss?.(audio, 'in')).filter(
        Boolean,
      ).length
    expect(testbed.exchange.injectFault({ kind: 'loss', identity: 'bob', percent: 100 })).toBe(0)
    expect(lost(0)).toBe(0)
    expect(testbed.exchange.injectFault({ kind: 'loss', identity: 'alice', percent: 100 })).toBe(1)
    expect(lost(0)).toBe(1000)
    testbed.exchange.calls.hangUp(sid)
    await alice.next('hangup')
    testbed.exchange.injectFault({ kind: 'loss', identity: 'alice', percent: 5 })
    testbed.exchange.calls.place({ to: 'client:alice' })
    await testbed.waitForEvent('invited', {}, 1)
    expect(lost(1)).toBeGreaterThan(20)
    expect(lost(1)).toBeLessThan(80)
    testbed.exchange.injectFault({ kind: 'clear', identity: 'alice' })
    expect(lost(1)).toBe(0)
    testbed.exchange.injectFault({ kind: 'loss', percent: 100 })
    expect(lost(1)).toBe(1000)
    testbed.exchange.injectFault({ kind: 'clear' })
    expect(lost(1)).toBe(0)
  })

  test('"revoke" invalidates a token: 31205, close, and it is refused from then on', async () => {
    const testbed = await openTestbed()
    const token = testbed.token('alice')
    const alice = await testbed.client()
    await alice.register(token)
    testbed.exchange.injectFault({ kind: 'revoke', identity: 'alice' })
    expect(await alice.next('error')).toMatchObject({ error: { code: 31205 } })
    await alice.next('close')
    const again = await testbed.client()
    again.listen(token)
    expect(await again.next('error')).toMatchObject({ error: { code: 31205 } })
    await testbed.clock.advance(1000)
    await testbed.registered('alice')
  })

  test('"clock" moves the time for token checks until "clear"', async () => {
    const testbed = await openTestbed()
    const token = testbed.token('alice', { ttlSeconds: 60 })
    testbed.exchange.injectFault({ kind: 'clock', ms: 61_000 })
    const early = await testbed.client()
    early.listen(token)
    expect(await early.next('error')).toMatchObject({ error: { code: 31202 } })
    testbed.exchange.injectFault({ kind: 'clear' })
    const alice = await testbed.client()
    await alice.register(token)
  })

  test('"restart" stops listening for a while, then uses the same port, and calls are lost', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    await alice.next('invite')
    testbed.exchange.injectFault({ kind: 'restart', ms: 1000 })
    expect(await alice.next('closed')).toEqual({ code: 1006 })
    await testbed.waitForEvent('ended', { callSid: sid })
    await expect(connectClient(testbed.exchange.signalPort)).rejects.toThrow('ECONNREFUSED')
    await testbed.clock.advance(1000)
    await expect
      .poll(() =>
        testbed.registered('alice').then(
          ({ open }) => open,
          () => false,
        ),
      )
      .toBe(true)
    expect(testbed.exchange.calls.list().filter(({ endedAt }) => endedAt === undefined)).toEqual([])
  })

  test('"restart" can keep the calls: a ringing client is invited again', async () => {
    const { testbed, alice, callsid } = await ringingCall()
    testbed.exchange.injectFault({ kind: 'restart', calls: 'kept' })
    await alice.next('closed')
    await testbed.clock.advance(0)
    const back: TestClient[] = []
    await expect
      .poll(() =>
        testbed.registered('alice').then(
          (client) => back.push(client),
          () => 0,
        ),
      )
      .toBe(1)
    expect(await back[0]?.next('invite')).toMatchObject({ callsid })
  })

  test('"duplicate" sends the same invite again, and one answer is enough', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.exchange.calls.place({ to: 'client:alice' })
    const first = await alice.next('invite')
    expect(testbed.exchange.injectFault({ kind: 'duplicate', identity: 'alice' })).toBe(1)
    expect(await alice.next('invite', 1)).toEqual(first)
    alice.accept(first['callsid'])
    await testbed.waitForEvent('bridged')
    alice.accept(first['callsid'])
    await alice.settled()
    expect([alice.count('cancel'), alice.count('hangup')]).toEqual([0, 0])
  })

  test('"storm" places many independent calls at once', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    expect(testbed.exchange.injectFault({ kind: 'storm', identity: 'alice', calls: 20 })).toBe(20)
    await alice.next('invite', 19)
    const sids = alice.heard.entries
      .filter(({ type }) => type === 'invite')
      .map(({ payload }) => payload['callsid'])
    expect(new Set(sids).size).toBe(20)
  })

  test('a client without a socket cannot be reached, and the next call after its return rings', async () => {
    const { testbed, alice } = await connectedCall()
    testbed.exchange.injectFault({ kind: 'drop', identity: 'alice' })
    await alice.next('closed')
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'unavailable' })
    const back = await testbed.registered('alice')
    testbed.exchange.calls.place({ to: 'client:alice' })
    await back.next('invite')
  })
})
