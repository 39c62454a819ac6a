import { describe, expect, test } from 'vitest'
import { openTestbed } from '../../support/exchange/testbed.ts'

describe('a client that registers', () => {
  test('gets connected with its identity, the time to live of its token and its edge', async () => {
    const testbed = await openTestbed()
    const client = await testbed.client()
    client.listen(testbed.token('alice', { ttlSeconds: 600 }))
    const connected = await client.next('connected')
    expect(connected).toMatchObject({
      region: 'US_EAST_VIRGINIA',
      edge: 'ashburn',
      home: 'us1',
      gateway: 'offhook-exchange',
    })
    const token = connected['token']
    expect(token).toMatchObject({ identity: 'alice' })
    expect(token).toSatisfy((token: { ttl: number }) => token.ttl > 595 && token.ttl <= 600)
  })

  test('gets ready for each register, and offline when it unregisters', async () => {
    const testbed = await openTestbed()
    const client = await testbed.registered('alice')
    client.send('register', { media: { audio: true } })
    await client.next('ready', 1)
    client.send('register', { media: { audio: false } })
    await client.next('offline')
    expect(testbed.events.entries.filter(({ type }) => type === 'registered')).toHaveLength(1)
    await testbed.waitForEvent('unregistered', { identity: 'alice' })
    expect(testbed.exchange.control.clients()).toMatchObject([{ identity: 'alice', registered: false }])
  })

  test('gets connected again for a new token on the same socket', async () => {
    const testbed = await openTestbed()
    const client = await testbed.registered('alice')
    client.listen(testbed.token('alice', { ttlSeconds: 60 }))
    expect(await client.next('connected', 1)).toMatchObject({ token: { identity: 'alice' } })
    expect(testbed.exchange.control.clients()).toMatchObject([{ identity: 'alice', registered: true }])
  })

  test('gets heartbeats every ten seconds, and is disconnected when it is silent too long', async () => {
    const testbed = await openTestbed()
    const client = await testbed.registered('alice')
    await testbed.clock.advance(10_000)
    await client.next('\n')
    client.sendText('\n')
    await client.settled()
    await testbed.clock.advance(10_000)
    await client.next('\n', 1)
    await testbed.clock.advance(20_000)
    expect(await client.next('closed')).toEqual({ code: 1006 })
    await testbed.waitForEvent('disconnected', { identity: 'alice' })
  })

  test('can use several sockets for one identity', async () => {
    const testbed = await openTestbed()
    await testbed.registered('alice')
    await testbed.registered('alice')
    const [alice] = testbed.exchange.control.clients()
    expect(alice?.sockets).toHaveLength(2)
  })
})

describe('a client with an invalid token', () => {
  const cases: readonly [string, (testbed: Awaited<ReturnType<typeof openTestbed>>) => string, number][] = [
    ['garbage', () => 'x.y.z', 31204],
    ['a changed signature', (testbed) => `${testbed.token('alice').slice(0, -8)}AAAAAAAA`, 31204],
    ['an expired one', (testbed) => testbed.token('alice', { ttlSeconds: -1 }), 31202],
    ['one that lasts longer than a day', (testbed) => testbed.token('alice', { ttlSeconds: 90_000 }), 20104],
  ]

  test.each(cases)(
    'gets error and close, and is disconnected if it stays: %s',
    async (_name, token, code) => {
      const testbed = await openTestbed()
      const client = await testbed.client()
      client.listen(token(testbed))
      expect(await client.next('error')).toMatchObject({ error: { code } })
      await client.next('close')
      expect(client.heard.entries.map(({ type }) => type)).toEqual(['error', 'close'])
      client.listen(testbed.token('alice'))
      await client.settled()
      expect(client.count('connected')).toBe(0)
      await testbed.clock.advance(5000)
      await client.next('closed')
    },
  )

  test('keeps its session when the invalid token arrives on a connected socket', async () => {
    const testbed = await openTestbed()
    const client = await testbed.registered('alice')
    client.listen('nonsense')
    expect(await client.next('error')).toMatchObject({ error: { code: 31204 } })
    client.listen(testbed.token('bob'))
    expect(await client.next('error', 1)).toMatchObject({ error: { code: 31201 } })
    await client.settled()
    expect(client.count('close')).toBe(0)
    expect(testbed.exchange.control.clients()).toMatchObject([{ identity: 'alice', registered: true }])
  })

  test('gets 31204 for messages before a token', async () => {
    const testbed = await openTestbed()
    const client = await testbed.client()
    client.send('register', { media: { audio: true } })
    expect(await client.next('error')).toMatchObject({ error: { code: 31204 } })
    client.invite()
    expect(await client.next('error', 1)).toMatchObject({ error: { code: 31204 } })
    expect(client.count('ready')).toBe(0)
  })
})

describe('a token that expires', () => {
  test('is reported at the next registration with 31205, and can be replaced', async () => {
    const testbed = await openTestbed()
    const client = await testbed.client()
    await client.register(testbed.token('alice', { ttlSeconds: 5 }))
    await testbed.clock.advance(6000)
    await client.settled()
    const barrier = client.count('error')
    expect(testbed.exchange.control.clients()).toMatchObject([{ registered: false }])
    client.send('register', { media: { audio: true } })
    expect(await client.next('error', barrier)).toMatchObject({ error: { code: 31205 } })
    expect(client.count('close')).toBe(0)

    client.listen(testbed.token('alice'))
    await client.next('connected', 1)
    expect(testbed.exchange.control.clients()).toMatchObject([{ registered: true }])
  })

  test('prevents incoming and outgoing calls', async () => {
    const testbed = await openTestbed()
    const client = await testbed.client()
    await client.register(testbed.token('alice', { ttlSeconds: 5 }))
    await testbed.clock.advance(6000)
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'unavailable' })
    const callsid = client.invite()
    expect(await client.next('hangup')).toMatchObject({ callsid, error: { code: 31205 } })
    expect(client.count('invite')).toBe(0)
  })
})

describe('a message that is invalid', () => {
  test.each([
    'not json',
    '[]',
    '{"type":"hangup"}',
    '{"type":"invite","payload":{"callsid":1}}',
    '{"payload":{}}',
  ])('gets 31100, and the socket stays open: %s', async (text) => {
    const testbed = await openTestbed()
    const client = await testbed.registered('alice')
    client.sendText(text)
    expect(await client.next('error')).toMatchObject({ error: { code: 31100 } })
    await client.settled()
    expect(testbed.log.filter((line) => line.includes('message-malformed'))).toHaveLength(1)
  })

  test('of an unknown type is logged and ignored', async () => {
    const testbed = await openTestbed()
    const client = await testbed.registered('alice')
    client.send('presence', {})
    await client.settled()
    expect(client.count('error')).toBe(1)
    expect(testbed.log.some((line) => line.includes('message-unknown'))).toBe(true)
  })

  test('cannot register a client whose token has no incoming grant', async () => {
    const testbed = await openTestbed()
    const client = await testbed.client()
    client.listen(testbed.token('alice', { incoming: false }))
    client.send('register', { media: { audio: true } })
    expect(await client.next('error')).toMatchObject({ error: { code: 31201 } })
    await client.next('offline')
  })
})
