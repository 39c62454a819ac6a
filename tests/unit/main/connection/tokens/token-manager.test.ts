import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { TokenResult } from '../../../../../src/main/connection/connection.ts'
import { MainMessageSchema } from '../../../../../src/shared/ipc/contract.ts'
import { flushPromises } from '../../../../support/fakes/flush-promises.ts'
import {
  createFakeConnection,
  ticketFor,
  UNAUTHORISED,
  UNREACHABLE,
} from '../../../../support/main/fake-connection.ts'
import { createTokenTestbed } from '../../../../support/main/token-testbed.ts'

const HOUR = 3_600_000

describe('a fresh ticket in the phone', () => {
  test('is got when the line is taken into use, and renewed at three quarters of its life', async () => {
    const { fakeClock, said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    expect(said()).toEqual(['access-token'])
    expect(fakeClock.due).toEqual([HOUR * 0.75])
    await fakeClock.advance(HOUR * 0.75)
    expect(said()).toEqual(['access-token', 'access-token'])
    expect(source.asked).toBe(2)
  })

  test('one that came with the line is not asked for again', () => {
    const { fakeClock, said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, ticketFor('maria', fakeClock.clock()))
    expect(said()).toEqual(['access-token'])
    expect(source.asked).toBe(0)
  })

  test('a page that comes up gets the one at hand while that is fresh', async () => {
    const { fakeClock, said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    await fakeClock.advance(HOUR / 2)
    tokens.onHandshake()
    await flushPromises()
    expect(said()).toEqual(['access-token', 'access-token'])
    expect(source.asked).toBe(1)
  })

  test('is got on request, and the request answered when it is there', async () => {
    const { said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    expect(await tokens.refresh()).toEqual({ ok: true })
    expect(said()).toEqual(['access-token', 'access-token'])
  })

  test('requests at the same time share one', async () => {
    const { tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await Promise.all([tokens.refresh(), tokens.refresh()])
    expect(source.asked).toBe(1)
  })
})

describe('no ticket', () => {
  test('an unreachable service is tried again, soon enough to be found within seconds of its return', async () => {
    const { fakeClock, said, tokens, source, answers } = createTokenTestbed()
    answers(() => UNREACHABLE)
    tokens.useConnection(source, null)
    await flushPromises()
    const waits: number[] = []
    for (let round = 0; round < 9; round += 1) {
      const [wait = 0] = fakeClock.due
      waits.push(wait)
      await fakeClock.advance(wait)
    }
    expect(waits).toEqual([1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000, 4000])
    answers(() => ticketFor('maria', fakeClock.clock()))
    await fakeClock.advance(4_000)
    expect(said().at(-1)).toBe('access-token')
    expect(fakeClock.due).toEqual([HOUR * 0.75])
  })

  test('one that stays unreachable for long is left in peace, a minute at a time', async () => {
    const { fakeClock, tokens, source, answers } = createTokenTestbed()
    answers(() => UNREACHABLE)
    tokens.useConnection(source, null)
    await flushPromises()
    await fakeClock.advance(HOUR)
    expect(fakeClock.due[0]).toBeGreaterThan(0)
    const asked = source.asked
    await fakeClock.advance(HOUR)
    expect(source.asked - asked).toBe(60)
  })

  test('while the old one works, the service is asked less and less often, at most a minute apart', async () => {
    const { fakeClock, tokens, source, answers } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => UNREACHABLE)
    await fakeClock.advance(HOUR * 0.75)
    const waits: number[] = []
    for (let round = 0; round < 8; round += 1) {
      const [wait = 0] = fakeClock.due
      waits.push(wait)
      await fakeClock.advance(wait)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
  })

  test('a team does not knock all at once: waits are spread', async () => {
    const { fakeClock, tokens } = createTokenTestbed({ random: 0 })
    tokens.useConnection(
      createFakeConnection(() => UNREACHABLE),
      null,
    )
    await flushPromises()
    expect(fakeClock.due).toEqual([500])
  })

  test.each([
    [UNAUTHORISED, 'unauthorised'],
    [{ ...UNAUTHORISED, problem: 'not-a-voice-token' }, 'not-a-voice-token'],
  ] as const)('%j is for a person to put right: nothing is tried again', async (outcome, reason) => {
    const { fakeClock, sent, tokens, source, answers } = createTokenTestbed()
    answers(() => outcome)
    tokens.useConnection(source, null)
    await flushPromises()
    expect(sent).toEqual([{ type: 'token-error', state: 'rejected', reason, detail: outcome.message }])
    expect(fakeClock.due).toEqual([])
    answers(() => ticketFor('maria', fakeClock.clock()))
    expect(await tokens.refresh()).toEqual({ ok: true })
  })

  test('while the old one is good, the phone is not told that the service is away', async () => {
    const { fakeClock, said, tokens, source, answers } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => UNREACHABLE)
    await fakeClock.advance(HOUR * 0.9)
    expect(said()).toEqual(['access-token'])
    await fakeClock.advance(HOUR * 0.2)
    expect(new Set(said().slice(1))).toEqual(new Set(['token-service-unreachable']))
  })

  test('a page that comes up learns of it, and it is tried again at once', async () => {
    const { fakeClock, said, tokens, source, answers } = createTokenTestbed()
    answers(() => UNREACHABLE)
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => ticketFor('maria', fakeClock.clock()))
    tokens.onHandshake()
    await flushPromises()
    expect(said()).toEqual(['token-service-unreachable', 'token-service-unreachable', 'access-token'])
  })

  test('a line that cannot be opened says why, also to a page that comes up later', () => {
    const { sent, tokens } = createTokenTestbed()
    tokens.setUnavailable('rejected', 'The secret is not stored.')
    tokens.onHandshake()
    const message = {
      type: 'token-error',
      state: 'rejected',
      reason: 'not-configured',
      detail: 'The secret is not stored.',
    }
    expect(sent).toEqual([message, message])
  })

  test('a source that breaks its word and rejects is unreachable', async () => {
    const { said, tokens, source, answers } = createTokenTestbed()
    answers(() => Promise.reject(new Error('oops')))
    tokens.useConnection(source, null)
    await flushPromises()
    expect(said()).toEqual(['token-service-unreachable'])
  })
})

describe('time that leaps', () => {
  test('a team renews its tokens spread over a tenth of their life', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed({ random: 0 })
    tokens.useConnection(source, null)
    await flushPromises()
    expect(fakeClock.due[0]).toBeCloseTo(HOUR * 0.65)
  })

  test('a ticket whose hour came in sleep is renewed on waking, and not a second time', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    fakeClock.sleep(HOUR * 2)
    expect(source.asked).toBe(1)
    tokens.retryNow()
    await flushPromises()
    tokens.check()
    await flushPromises()
    expect(source.asked).toBe(2)
  })

  test('without any word of sleep, the next look at the clock renews it', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    tokens.check()
    fakeClock.sleep(HOUR * 2)
    tokens.check()
    await flushPromises()
    expect(source.asked).toBe(2)
  })

  test('after a short sleep the clock is wound anew: it has slept along', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    fakeClock.sleep(HOUR / 2)
    tokens.retryNow()
    expect(source.asked).toBe(1)
    expect(fakeClock.due).toEqual([HOUR / 4])
  })

  test('a service that was away is asked at once when a network comes', async () => {
    const { said, tokens, source, answers, fakeClock } = createTokenTestbed()
    answers(() => UNREACHABLE)
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => ticketFor('maria', fakeClock.clock()))
    tokens.retryNow()
    await flushPromises()
    expect(said().at(-1)).toBe('access-token')
  })

  test('a refusal waits for a person, whatever the computer does', async () => {
    const { tokens, source, answers } = createTokenTestbed()
    answers(() => UNAUTHORISED)
    tokens.useConnection(source, null)
    await flushPromises()
    tokens.retryNow()
    tokens.check()
    await flushPromises()
    expect(source.asked).toBe(1)
  })
})

test('the life of the ticket at hand is known, and over when the page says that it does not work', async () => {
  const { fakeClock, tokens, source, answers } = createTokenTestbed()
  expect(tokens.lifetime).toBeNull()
  tokens.useConnection(source, null)
  await flushPromises()
  expect(tokens.lifetime).toEqual({ receivedAt: fakeClock.clock(), expiresAt: fakeClock.clock() + HOUR })
  answers(() => UNREACHABLE)
  await tokens.refresh()
  expect(tokens.lifetime).toBeNull()
  expect(fakeClock.due).toEqual([1000])
})

test('what the line before still answers does not count', async () => {
  const { fakeClock, sent, tokens, answers, source } = createTokenTestbed()
  let answerLate: (outcome: TokenResult) => void = () => {}
  answers(() => new Promise((resolve) => (answerLate = resolve)))
  tokens.useConnection(source, null)
  await flushPromises()
  tokens.useConnection(
    createFakeConnection(() => ticketFor('nora', fakeClock.clock())),
    null,
  )
  await flushPromises()
  answerLate(ticketFor('maria', fakeClock.clock()))
  await flushPromises()
  expect(sent).toMatchObject([{ type: 'access-token', accessToken: { identity: 'nora' } }])
})

test('after the end nothing is asked for', async () => {
  const { fakeClock, tokens, source } = createTokenTestbed()
  tokens.useConnection(source, null)
  await flushPromises()
  await tokens.dispose()
  expect(fakeClock.due).toEqual([])
  expect(await tokens.refresh()).toMatchObject({ ok: false })
})

test('a message about a missing token matches its schema, however long its reason is', async () => {
  const { sent, tokens, source, answers } = createTokenTestbed()
  const message = 'A long reason. '.repeat(100)
  answers(() => ({ ...UNREACHABLE, message }))
  tokens.useConnection(source, null)
  await flushPromises()
  answers(() => ({ ...UNAUTHORISED, message }))
  await tokens.refresh()
  tokens.setUnavailable('offline', message)
  expect(sent).toHaveLength(3)
  expect(sent.every((one) => v.is(MainMessageSchema, one))).toBe(true)
})
