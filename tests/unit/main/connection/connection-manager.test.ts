import { describe, expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import type { TokenResult } from '../../../../src/main/connection/connection.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { ticketFor, UNAUTHORISED, UNREACHABLE } from '../../../support/main/fake-connection.ts'
import { ACCOUNT, createConnectionTestbed as setUp, TEAM } from '../../../support/main/connection-testbed.ts'

describe('selecting a connection', () => {
  test('a connection that issues a token is stored and used at once; the previous connection is closed', async () => {
    const { lines, settings, stored, opened, events } = setUp()
    await lines.start()
    const check = await lines.select(TEAM)
    expect(check).toEqual({
      ok: true,
      identity: 'maria',
      summary: { kind: 'team', url: TEAM.url, method: 'POST', secretStored: true },
    })
    expect(settings.connectionProfile).toEqual({ kind: 'team', url: TEAM.url, method: 'POST' })
    expect([...stored]).toEqual([['team https://a.example', 'open sesame']])
    expect(lines.connection).toBe(opened[1]?.source)
    expect(opened[0]?.source.closed).toBe(1)
    expect(events).toMatchObject([
      { type: 'in-use', token: null },
      { type: 'in-use', token: { ok: true } },
    ])
  })

  test.each([UNREACHABLE, UNAUTHORISED])(
    'a connection that is refused (%j) changes nothing',
    async (refusal) => {
      const { lines, settings, stored, opened, events, world } = setUp()
      await lines.start()
      world.ticket = () => refusal
      expect(await lines.select(TEAM)).toEqual(refusal)
      expect(settings.connectionProfile).toEqual({ kind: 'practice' })
      expect(stored.size).toBe(0)
      expect(lines.connection).toBe(opened[0]?.source)
      expect(opened.map(({ source }) => source.closed)).toEqual([0, 1])
      expect(events).toHaveLength(1)
    },
  )

  test('a connection whose servers do not start reports the reason', async () => {
    const { lines, world } = setUp()
    await lines.start()
    world.opens = false
    expect(await lines.select(ACCOUNT)).toMatchObject({
      ok: false,
      problem: 'unreachable',
      message: 'It does not start.',
    })
  })

  test('a connection is not changed during a call, or when a call arrives during the attempt', async () => {
    const { lines, opened, world } = setUp()
    await lines.start()
    world.inCall = true
    expect(await lines.select(TEAM)).toMatchObject({ ok: false, problem: 'in-call' })
    expect(opened).toHaveLength(1)
    world.inCall = false
    world.ticket = () => {
      world.inCall = true
      return ticketFor('maria', 0)
    }
    expect(await lines.select(TEAM)).toMatchObject({ ok: false, problem: 'in-call' })
    expect(opened[1]?.source.closed).toBe(1)
    expect(lines.connection).toBe(opened[0]?.source)
  })

  test('selecting the practice connection again keeps the running one', async () => {
    const { lines, opened } = setUp()
    await lines.start()
    expect(await lines.select({ kind: 'practice' })).toMatchObject({ ok: true })
    expect(opened).toHaveLength(1)
    expect(opened[0]?.source.closed).toBe(0)
  })

  test('the superseded one of two concurrent selections leaves no server running', async () => {
    const { lines, opened } = setUp()
    await lines.start()
    await Promise.all([lines.select(TEAM), lines.select(ACCOUNT), lines.select({ kind: 'practice' })])
    expect(opened.map(({ config, source }) => [config.kind, source.closed])).toEqual([
      ['practice', 1],
      ['team', 1],
      ['account', 1],
      ['practice', 0],
    ])
  })
})

describe('a connection selected while the stored one is still opening', () => {
  test('is used, and the stored one leaves no server running', async () => {
    const { lines, opened, events } = setUp()
    const [, check] = await Promise.all([lines.start(), lines.select(TEAM)])
    expect(check).toMatchObject({ ok: true })
    expect(lines.connection).toBe(opened.at(-1)?.source)
    expect(opened.map(({ config, source }) => [config.kind, source.closed])).toEqual([
      ['practice', 1],
      ['team', 0],
    ])
    expect(events.at(-1)).toMatchObject({ type: 'in-use', connection: opened.at(-1)?.source })
  })
})

describe('secrets of connections', () => {
  test('a stored secret is used when none is entered, for the same server only', async () => {
    const { lines, opened } = setUp()
    await lines.select(TEAM)
    await lines.select({ ...TEAM, url: 'https://a.example/other', secret: null })
    await lines.select({ ...TEAM, url: 'https://evil.example/token', secret: null })
    expect(opened.map(({ secret }) => secret)).toEqual(['open sesame', 'open sesame', undefined])
  })

  test('an account requires a secret, and another API key requires its own', async () => {
    const { lines, opened } = setUp()
    expect(await lines.select({ ...ACCOUNT, apiKeySecret: null })).toMatchObject({
      ok: false,
      field: 'apiKeySecret',
    })
    await lines.select(ACCOUNT)
    expect(await lines.select({ ...ACCOUNT, identity: 'nora', apiKeySecret: null })).toMatchObject({
      ok: true,
    })
    const other = { ...ACCOUNT, apiKeySid: `SK${'1'.repeat(32)}`, apiKeySecret: null }
    expect(await lines.select(other)).toMatchObject({ ok: false, field: 'apiKeySecret' })
    expect(opened.map(({ secret }) => secret)).toEqual(['key secret of mine', 'key secret of mine'])
  })

  test('are never sent to the window', async () => {
    const { lines } = setUp()
    const check = await lines.select(ACCOUNT)
    expect(JSON.stringify([check, lines.summary])).not.toContain('key secret')
  })

  test('a secret that cannot be encrypted is reported as not stored', async () => {
    const { lines } = setUp({ kept: 'memory-only' })
    expect(await lines.select(TEAM)).toMatchObject({ ok: true, note: expect.stringContaining('forgets') })
  })
})

describe('the connection at startup', () => {
  test('reports that it does not open, and that a secret is required when it is missing', async () => {
    const { apiKeySecret: _, ...line } = ACCOUNT
    const { lines, events, world } = setUp({ line })
    world.opens = false
    await lines.start()
    expect(events).toEqual([{ type: 'unavailable', state: 'rejected', message: 'It does not start.' }])
    expect(lines.connection).toBeUndefined()
  })

  test('reports that its server exited later, unless another connection has replaced it', async () => {
    const { lines, opened, events } = setUp()
    await lines.start()
    await lines.select(TEAM)
    opened[0]?.source.die('The exchange stopped.')
    expect(events).toHaveLength(2)
    opened[1]?.source.die('The service stopped.')
    expect(events.at(-1)).toEqual({ type: 'unavailable', state: 'offline', message: 'The service stopped.' })
  })

  test('is opened again after its server exits, with increasing delays, and its remaining server is closed', async () => {
    const { lines, opened, events, fakeClock } = setUp()
    await lines.start()
    for (const [index, pause] of [1_000, 2_000, 4_000].entries()) {
      opened[index]?.source.die('The exchange stopped.')
      expect(lines.connection).toBeUndefined()
      await fakeClock.advance(pause - 1)
      expect(opened).toHaveLength(index + 1)
      await fakeClock.advance(1)
      expect(lines.connection).toBe(opened[index + 1]?.source)
      expect(opened[index]?.source.closed).toBe(1)
      expect(events.at(-1)).toMatchObject({ type: 'in-use' })
    }
    await fakeClock.advance(60_000)
    opened[3]?.source.die('The exchange stopped.')
    await fakeClock.advance(1_000)
    expect(opened).toHaveLength(5)
  })

  test('is tried again when it does not open, unless the user has to enter its secret', async () => {
    const { lines, world, fakeClock, opened } = setUp()
    world.opens = false
    await lines.start()
    await fakeClock.advance(1_000)
    world.opens = true
    await fakeClock.advance(2_000)
    expect(lines.connection).toBe(opened[0]?.source)
    const { apiKeySecret: _, ...line } = ACCOUNT
    const refused = setUp({ line })
    refused.world.opens = false
    await refused.lines.start()
    expect(refused.fakeClock.due).toEqual([])
  })

  test('is closed on shutdown', async () => {
    const { lines, opened, fakeClock } = setUp()
    await lines.start()
    await lines.dispose()
    expect(opened[0]?.source.closed).toBe(1)
    expect(fakeClock.due).toEqual([])
  })

  test('is closed as soon as it opens after a shutdown', async () => {
    const { lines, opened, world } = setUp()
    const gate = deferred<void>()
    world.opening = gate.promise
    const starting = lines.start()
    await flushPromises()
    await lines.dispose()
    gate.resolve()
    await starting
    expect(opened.map(({ source }) => source.closed)).toEqual([1])
    expect(lines.connection).toBeUndefined()
  })

  test('does not delay the shutdown while another connection is being tried', async () => {
    const { lines, opened, world } = setUp()
    await lines.start()
    const answer = deferred<TokenResult>()
    world.ticket = () => answer.promise
    const chosen = lines.select(TEAM)
    await flushPromises()
    await lines.dispose()
    answer.resolve(ticketFor('maria', 0))
    await chosen
    expect(opened.map(({ source }) => source.closed)).toEqual([1, 1])
    expect(lines.connection).toBeUndefined()
  })
})

test('a connection whose servers restarted stays in use, and reports it once', async () => {
  const { lines, opened, events } = setUp()
  await lines.start()
  await lines.select({ kind: 'practice' })
  const before = events.length
  opened[0]?.source.comeBack()
  expect(events.slice(before).map(({ type }) => type)).toEqual(['restarted'])
  expect(opened).toHaveLength(1)
})
