import { describe, expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { ACCOUNT, createConnectionTestbed as setUp, TEAM } from '../../../support/main/connection-testbed.ts'

const { apiKeySecret, ...line } = ACCOUNT
const stored = { [`account ${ACCOUNT.apiKeySid}`]: apiKeySecret }

describe('a line whose secret is in the key store', () => {
  test('shows that a secret is stored before the key store has answered, and opens after it has', async () => {
    const { lines, world, opened, events } = setUp({ line, stored })
    const gate = deferred<void>()
    world.keyStore = () => gate.promise
    const starting = lines.start()
    await flushPromises()
    expect(lines.summary).toMatchObject({ secretStored: true })
    expect(opened).toEqual([])
    gate.resolve()
    await starting
    expect(opened).toMatchObject([{ secret: apiKeySecret }])
    expect(events.map(({ type }) => type)).toEqual(['in-use'])
  })

  test('asks for the secret when the key store cannot open it, and no longer shows one as stored', async () => {
    const { lines, world, events, fakeClock } = setUp({ line, stored })
    world.unseals = false
    world.opens = false
    await lines.start()
    expect(lines.summary).toMatchObject({ secretStored: false })
    expect(events).toEqual([
      { type: 'summary' },
      { type: 'unavailable', state: 'rejected', message: 'It does not start.' },
    ])
    expect(fakeClock.due).toEqual([])
  })

  test('is offline, not refused, while the key store does not answer, and is tried again', async () => {
    const { lines, world, opened, events, fakeClock } = setUp({ line, stored })
    world.keyStore = () => Promise.reject(new Error('The key store does not answer.'))
    await lines.start()
    expect(events).toEqual([
      { type: 'unavailable', state: 'offline', message: 'The key store does not answer.' },
    ])
    expect(lines.summary).toMatchObject({ secretStored: true })
    world.keyStore = () => Promise.resolve()
    await fakeClock.advance(1_000)
    expect(lines.connection).toBe(opened[0]?.source)
    expect(opened).toMatchObject([{ secret: apiKeySecret }])
  })

  test('is not opened when the end came while the key store was asked', async () => {
    const { lines, world, opened } = setUp({ line, stored })
    const gate = deferred<void>()
    world.keyStore = () => gate.promise
    const starting = lines.start()
    await flushPromises()
    await lines.dispose()
    gate.resolve()
    await starting
    expect(opened).toEqual([])
  })
})

describe('choosing a line while the key store is slow', () => {
  test('has the line in use before its secret is sealed, so that no call can begin on the one that closes', async () => {
    const { lines, world, opened, settings } = setUp()
    await lines.start()
    const gate = deferred<void>()
    world.keyStore = () => gate.promise
    const choosing = lines.select(TEAM)
    await flushPromises()
    expect(lines.connection).toBe(opened[1]?.source)
    expect(settings.connectionProfile).toMatchObject({ kind: 'team' })
    gate.resolve()
    expect(await choosing).toMatchObject({ ok: true, summary: { secretStored: true } })
  })

  test('takes the next choice after the first one is stored', async () => {
    const { lines, world, settings, stored: kept } = setUp()
    const gate = deferred<void>()
    world.keyStore = () => gate.promise
    const choosing = Promise.all([lines.select(TEAM), lines.select({ ...TEAM, secret: 'newer one' })])
    await flushPromises()
    expect([...kept.values()]).toEqual(['open sesame'])
    gate.resolve()
    await choosing
    expect([...kept.values()]).toEqual(['newer one'])
    expect(settings.connectionProfile).toMatchObject({ kind: 'team' })
  })

  test('says what to do when the key store does not answer', async () => {
    const { lines, world, opened } = setUp()
    world.keyStore = () => Promise.reject(new Error('Unlock the key store.'))
    expect(await lines.select({ ...TEAM, secret: null })).toMatchObject({
      ok: false,
      message: 'Unlock the key store.',
    })
    expect(opened).toEqual([])
  })
})
