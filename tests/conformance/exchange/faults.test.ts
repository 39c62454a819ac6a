import { describe, expect, test } from 'vitest'
import { connectClient, type TestClient } from '../../support/exchange/test-client.ts'
import { ringing, talking } from '../../support/exchange/called.ts'
import { openTown } from '../../support/exchange/town.ts'

describe('trouble on purpose', () => {
  test('drop ends the sockets of one identity without a closing word', async () => {
    const town = await openTown()
    const [alice, bob] = [await town.registered('alice'), await town.registered('bob')]
    expect(town.exchange.trouble({ kind: 'drop', identity: 'alice' })).toBe(1)
    expect(await alice.next('closed')).toEqual({ code: 1006 })
    await bob.settled()
    expect(bob.open).toBe(true)
  })

  test('stall keeps the socket open and lets nothing through either way, until clear', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    town.exchange.trouble({ kind: 'stall', identity: 'alice' })
    const { sid } = town.exchange.calls.place({ to: 'client:alice' })
    await town.happens('invited')
    await town.clock.advance(20_000)
    expect([alice.count('invite'), alice.count('\n')]).toEqual([0, 0])
    town.exchange.trouble({ kind: 'clear' })
    await alice.settled()
    expect(alice.open).toBe(true)
    town.exchange.calls.hangUp(sid)
    await alice.next('cancel')
  })

  test('forget loses the registration and answers none on that socket, which stays alive', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    town.exchange.trouble({ kind: 'forget', identity: 'alice' })
    const before = alice.count('ready')
    alice.send('register', { media: { audio: true } })
    await town.clock.advance(10_000)
    await alice.settled()
    expect([alice.open, alice.count('ready') - before, alice.count('\n') > 0]).toEqual([true, 0, true])
    town.exchange.trouble({ kind: 'clear' })
    alice.send('register', { media: { audio: true } })
    await alice.settled()
    expect(alice.count('ready') - before).toBe(1)
  })

  test('delay makes every word late, in the same order', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    town.exchange.trouble({ kind: 'delay', ms: 2000 })
    town.exchange.calls.place({ to: 'client:alice' })
    await town.happens('invited')
    await town.clock.advance(1999)
    expect(alice.count('invite')).toBe(0)
    town.exchange.trouble({ kind: 'delay', ms: 0 })
    town.exchange.trouble({ kind: 'expire' })
    await town.clock.advance(1)
    await alice.next('error')
    expect(alice.heard.entries.slice(-2).map(({ type }) => type)).toEqual(['invite', 'error'])
  })

  test('refuse turns new sockets away, until clear', async () => {
    const town = await openTown()
    town.exchange.trouble({ kind: 'refuse' })
    await expect(connectClient(town.exchange.signalPort)).rejects.toThrow('503')
    town.exchange.trouble({ kind: 'clear' })
    await town.registered('alice')
  })

  test('refuse turns one identity away as soon as it says who it is', async () => {
    const town = await openTown()
    town.exchange.trouble({ kind: 'refuse', identity: 'alice' })
    const alice = await town.client()
    alice.listen(town.token('alice'))
    expect(await alice.next('closed')).toEqual({ code: 1006 })
    await town.registered('bob')
    town.exchange.trouble({ kind: 'refuse', identity: 'alice', on: false })
    await town.registered('alice')
  })

  test('expire ends the token now: the client hears 31205 and is not rung', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    town.exchange.trouble({ kind: 'expire', identity: 'alice' })
    expect(await alice.next('error')).toMatchObject({ error: { code: 31205 } })
    const { sid } = town.exchange.calls.place({ to: 'client:alice' })
    expect(await town.happens('ended', { callSid: sid })).toMatchObject({ reason: 'unavailable' })
  })

  test('close says the word that stops the SDK', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    town.exchange.trouble({ kind: 'close' })
    await alice.next('close')
  })

  test('blackhole stops the audio of calls that go on, until clear', async () => {
    const { town } = await talking()
    expect(town.exchange.trouble({ kind: 'blackhole' })).toBe(1)
    expect(town.legs[0]?.blackholed).toBe(true)
    town.exchange.trouble({ kind: 'clear' })
    expect(town.legs[0]?.blackholed).toBe(false)
  })

  test('loss loses a share of the audio of one identity, in calls now and later, until clear', async () => {
    const { town, alice, sid } = await talking()
    const audio = Uint8Array.of(0x80, 0)
    const lost = (leg: number, datagrams = 1000): number =>
      Array.from({ length: datagrams }, () => town.legs[leg]?.options.packetLoss?.(audio, 'in')).filter(
        Boolean,
      ).length
    expect(town.exchange.trouble({ kind: 'loss', identity: 'bob', percent: 100 })).toBe(0)
    expect(lost(0)).toBe(0)
    expect(town.exchange.trouble({ kind: 'loss', identity: 'alice', percent: 100 })).toBe(1)
    expect(lost(0)).toBe(1000)
    town.exchange.calls.hangUp(sid)
    await alice.next('hangup')
    town.exchange.trouble({ kind: 'loss', identity: 'alice', percent: 5 })
    town.exchange.calls.place({ to: 'client:alice' })
    await town.happens('invited', {}, 1)
    expect(lost(1)).toBeGreaterThan(20)
    expect(lost(1)).toBeLessThan(80)
    town.exchange.trouble({ kind: 'clear', identity: 'alice' })
    expect(lost(1)).toBe(0)
    town.exchange.trouble({ kind: 'loss', percent: 100 })
    expect(lost(1)).toBe(1000)
    town.exchange.trouble({ kind: 'clear' })
    expect(lost(1)).toBe(0)
  })

  test('revoke ends a token for good: 31205, close, and nobody gets in with it again', async () => {
    const town = await openTown()
    const token = town.token('alice')
    const alice = await town.client()
    await alice.register(token)
    town.exchange.trouble({ kind: 'revoke', identity: 'alice' })
    expect(await alice.next('error')).toMatchObject({ error: { code: 31205 } })
    await alice.next('close')
    const again = await town.client()
    again.listen(token)
    expect(await again.next('error')).toMatchObject({ error: { code: 31205 } })
    await town.clock.advance(1000)
    await town.registered('alice')
  })

  test('clock moves the time that tokens are checked by, until clear', async () => {
    const town = await openTown()
    const token = town.token('alice', { ttlSeconds: 60 })
    town.exchange.trouble({ kind: 'clock', ms: 61_000 })
    const early = await town.client()
    early.listen(token)
    expect(await early.next('error')).toMatchObject({ error: { code: 31202 } })
    town.exchange.trouble({ kind: 'clear' })
    const alice = await town.client()
    await alice.register(token)
  })

  test('restart: nothing listens for a while, then the same port, and calls are lost', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    const { sid } = town.exchange.calls.place({ to: 'client:alice' })
    await alice.next('invite')
    town.exchange.trouble({ kind: 'restart', ms: 1000 })
    expect(await alice.next('closed')).toEqual({ code: 1006 })
    await town.happens('ended', { callSid: sid })
    await expect(connectClient(town.exchange.signalPort)).rejects.toThrow('ECONNREFUSED')
    await town.clock.advance(1000)
    await expect
      .poll(() =>
        town.registered('alice').then(
          ({ open }) => open,
          () => false,
        ),
      )
      .toBe(true)
    expect(town.exchange.calls.list().filter(({ endedAt }) => endedAt === undefined)).toEqual([])
  })

  test('restart may keep the calls: who was being rung is invited again', async () => {
    const { town, alice, callsid } = await ringing()
    town.exchange.trouble({ kind: 'restart', calls: 'kept' })
    await alice.next('closed')
    await town.clock.advance(0)
    const back: TestClient[] = []
    await expect
      .poll(() =>
        town.registered('alice').then(
          (client) => back.push(client),
          () => 0,
        ),
      )
      .toBe(1)
    expect(await back[0]?.next('invite')).toMatchObject({ callsid })
  })

  test('duplicate sends the same invite once more, and one answer settles it', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    town.exchange.calls.place({ to: 'client:alice' })
    const first = await alice.next('invite')
    expect(town.exchange.trouble({ kind: 'duplicate', identity: 'alice' })).toBe(1)
    expect(await alice.next('invite', 1)).toEqual(first)
    alice.accept(first['callsid'])
    await town.happens('bridged')
    alice.accept(first['callsid'])
    await alice.settled()
    expect([alice.count('cancel'), alice.count('hangup')]).toEqual([0, 0])
  })

  test('storm: many calls at once, each of its own', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    expect(town.exchange.trouble({ kind: 'storm', identity: 'alice', calls: 20 })).toBe(20)
    await alice.next('invite', 19)
    const sids = alice.heard.entries
      .filter(({ type }) => type === 'invite')
      .map(({ payload }) => payload['callsid'])
    expect(new Set(sids).size).toBe(20)
  })

  test('while a client has lost its socket nobody reaches it; the next call after it is back rings', async () => {
    const { town, alice } = await talking()
    town.exchange.trouble({ kind: 'drop', identity: 'alice' })
    await alice.next('closed')
    const { sid } = town.exchange.calls.place({ to: 'client:alice' })
    expect(await town.happens('ended', { callSid: sid })).toMatchObject({ reason: 'unavailable' })
    const back = await town.registered('alice')
    town.exchange.calls.place({ to: 'client:alice' })
    await back.next('invite')
  })
})
