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

describe('a valid access token', () => {
  test('is fetched when a connection comes into use, and refreshed at three quarters of its lifetime', async () => {
    const { fakeClock, said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    expect(said()).toEqual(['access-token'])
    expect(fakeClock.due).toEqual([HOUR * 0.75])
    await fakeClock.advance(HOUR * 0.75)
    expect(said()).toEqual(['access-token', 'access-token'])
    expect(source.asked).toBe(2)
  })

  test('is not fetched again when it came with the connection', () => {
    const { fakeClock, said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, ticketFor('maria', fakeClock.clock()))
    expect(said()).toEqual(['access-token'])
    expect(source.asked).toBe(0)
  })

  test('is sent to a page that loads while the token is valid', async () => {
    const { fakeClock, said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    await fakeClock.advance(HOUR / 2)
    tokens.onHandshake()
    await flushPromises()
    expect(said()).toEqual(['access-token', 'access-token'])
    expect(source.asked).toBe(1)
  })

  test('is fetched on request, and the request resolves when it is available', async () => {
    const { said, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    expect(await tokens.refresh()).toEqual({ ok: true })
    expect(said()).toEqual(['access-token', 'access-token'])
  })

  test('is shared by concurrent requests', async () => {
    const { tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await Promise.all([tokens.refresh(), tokens.refresh()])
    expect(source.asked).toBe(1)
  })
})

describe('a failed token request', () => {
  test('is retried often enough to succeed within seconds of the return of the service', async () => {
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

  test('is retried once a minute when the service stays unreachable', async () => {
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

  test('is retried with increasing delays of at most a minute while the old token is valid', async () => {
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

  test('is retried with jitter, so that the clients of a team do not retry at the same time', async () => {
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

  test('is not reported to the phone while the old token is valid', async () => {
    const { fakeClock, said, tokens, source, answers } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => UNREACHABLE)
    await fakeClock.advance(HOUR * 0.9)
    expect(said()).toEqual(['access-token'])
    await fakeClock.advance(HOUR * 0.2)
    expect(new Set(said().slice(1))).toEqual(new Set(['token-service-unreachable']))
  })

  test('is reported to a page that loads, and retried at once', async () => {
    const { fakeClock, said, tokens, source, answers } = createTokenTestbed()
    answers(() => UNREACHABLE)
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => ticketFor('maria', fakeClock.clock()))
    tokens.onHandshake()
    await flushPromises()
    expect(said()).toEqual(['token-service-unreachable', 'token-service-unreachable', 'access-token'])
  })

  test('reports why a connection cannot be opened, also to a page that loads later', () => {
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

  test('is reported as unreachable when the source rejects', async () => {
    const { said, tokens, source, answers } = createTokenTestbed()
    answers(() => Promise.reject(new Error('oops')))
    tokens.useConnection(source, null)
    await flushPromises()
    expect(said()).toEqual(['token-service-unreachable'])
  })
})

describe('timing of token requests', () => {
  test('refreshes are spread over a tenth of the lifetime across a team', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed({ random: 0 })
    tokens.useConnection(source, null)
    await flushPromises()
    expect(fakeClock.due[0]).toBeCloseTo(HOUR * 0.65)
  })

  test('a token that was due during sleep is refreshed once on resume', async () => {
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

  test('the next check of the clock refreshes the token when no sleep was reported', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    tokens.check()
    fakeClock.sleep(HOUR * 2)
    tokens.check()
    await flushPromises()
    expect(source.asked).toBe(2)
  })

  test('the refresh timer is set again after a short sleep', async () => {
    const { fakeClock, tokens, source } = createTokenTestbed()
    tokens.useConnection(source, null)
    await flushPromises()
    fakeClock.sleep(HOUR / 2)
    tokens.retryNow()
    expect(source.asked).toBe(1)
    expect(fakeClock.due).toEqual([HOUR / 4])
  })

  test('an unreachable service is queried at once when a network becomes available', async () => {
    const { said, tokens, source, answers, fakeClock } = createTokenTestbed()
    answers(() => UNREACHABLE)
    tokens.useConnection(source, null)
    await flushPromises()
    answers(() => ticketFor('maria', fakeClock.clock()))
    tokens.retryNow()
    await flushPromises()
    expect(said().at(-1)).toBe('access-token')
  })

  test('a refused request waits for the user, regardless of sleep and network changes', async () => {
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

test('the lifetime of the current token is available until the page reports the token as invalid', async () => {
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

test('a late response of the previous connection is ignored', async () => {
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

test('no token is requested after dispose', async () => {
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
