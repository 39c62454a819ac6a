import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { TicketOutcome } from '../../../src/main/line/line-source.ts'
import { createTickets } from '../../../src/main/tickets.ts'
import { MainMessageSchema, type MainMessage } from '../../../src/shared/contract.ts'
import { createHandClock, createWrittenLog, settled } from '../../support/fakes/fake-clock.ts'
import { createFakeSource, ticketFor, UNAUTHORISED, UNREACHABLE } from '../../support/main/fake-connection.ts'

const HOUR = 3_600_000

function setUp() {
  const hand = createHandClock()
  const sent: MainMessage[] = []
  const log = createWrittenLog()
  const tickets = createTickets({ send: (message) => sent.push(message), ...hand, random: () => 1, log })
  let answer: () => TicketOutcome | Promise<TicketOutcome> = () => ticketFor('maria', hand.clock())
  const source = createFakeSource(() => answer())
  const answers = (next: typeof answer) => {
    answer = next
  }
  const said = () => sent.map((message) => (message.type === 'no-ticket' ? message.reason : message.type))
  return { hand, sent, said, tickets, source, answers, log }
}

describe('a fresh ticket in the phone', () => {
  test('is got when the line is taken into use, and renewed at three quarters of its life', async () => {
    const { hand, said, tickets, source } = setUp()
    tickets.use(source, null)
    await settled()
    expect(said()).toEqual(['ticket'])
    expect(hand.due).toEqual([HOUR * 0.75])
    await hand.advance(HOUR * 0.75)
    expect(said()).toEqual(['ticket', 'ticket'])
    expect(source.asked).toBe(2)
  })

  test('one that came with the line is not asked for again', () => {
    const { hand, said, tickets, source } = setUp()
    tickets.use(source, ticketFor('maria', hand.clock()))
    expect(said()).toEqual(['ticket'])
    expect(source.asked).toBe(0)
  })

  test('a page that comes up gets the one at hand while that is fresh', async () => {
    const { hand, said, tickets, source } = setUp()
    tickets.use(source, null)
    await settled()
    await hand.advance(HOUR / 2)
    tickets.hello()
    await settled()
    expect(said()).toEqual(['ticket', 'ticket'])
    expect(source.asked).toBe(1)
  })

  test('is got on request, and the request answered when it is there', async () => {
    const { said, tickets, source } = setUp()
    tickets.use(source, null)
    await settled()
    expect(await tickets.renew()).toEqual({ ok: true })
    expect(said()).toEqual(['ticket', 'ticket'])
  })

  test('requests at the same time share one', async () => {
    const { tickets, source } = setUp()
    tickets.use(source, null)
    await Promise.all([tickets.renew(), tickets.renew()])
    expect(source.asked).toBe(1)
  })
})

describe('no ticket', () => {
  test('an unreachable service is tried again, soon enough to be found within seconds of its return', async () => {
    const { hand, said, tickets, source, answers } = setUp()
    answers(() => UNREACHABLE)
    tickets.use(source, null)
    await settled()
    const waits: number[] = []
    for (let round = 0; round < 9; round += 1) {
      const [wait = 0] = hand.due
      waits.push(wait)
      await hand.advance(wait)
    }
    expect(waits).toEqual([1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000, 4000])
    answers(() => ticketFor('maria', hand.clock()))
    await hand.advance(4_000)
    expect(said().at(-1)).toBe('ticket')
    expect(hand.due).toEqual([HOUR * 0.75])
  })

  test('one that stays unreachable for long is left in peace, a minute at a time', async () => {
    const { hand, tickets, source, answers } = setUp()
    answers(() => UNREACHABLE)
    tickets.use(source, null)
    await settled()
    await hand.advance(HOUR)
    expect(hand.due[0]).toBeGreaterThan(0)
    const asked = source.asked
    await hand.advance(HOUR)
    expect(source.asked - asked).toBe(60)
  })

  test('while the old one works, the service is asked less and less often, at most a minute apart', async () => {
    const { hand, tickets, source, answers } = setUp()
    tickets.use(source, null)
    await settled()
    answers(() => UNREACHABLE)
    await hand.advance(HOUR * 0.75)
    const waits: number[] = []
    for (let round = 0; round < 8; round += 1) {
      const [wait = 0] = hand.due
      waits.push(wait)
      await hand.advance(wait)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
  })

  test('a team does not knock all at once: waits are spread', async () => {
    const { hand } = setUp()
    const tickets = createTickets({ send: () => {}, ...hand, random: () => 0, log: createWrittenLog() })
    tickets.use(
      createFakeSource(() => UNREACHABLE),
      null,
    )
    await settled()
    expect(hand.due).toEqual([500])
  })

  test.each([
    [UNAUTHORISED, 'unauthorised'],
    [{ ...UNAUTHORISED, problem: 'not-a-voice-token' }, 'not-a-voice-token'],
  ] as const)('%j is for a person to put right: nothing is tried again', async (outcome, reason) => {
    const { hand, sent, tickets, source, answers } = setUp()
    answers(() => outcome)
    tickets.use(source, null)
    await settled()
    expect(sent).toEqual([{ type: 'no-ticket', state: 'refused', reason, detail: outcome.words }])
    expect(hand.due).toEqual([])
    answers(() => ticketFor('maria', hand.clock()))
    expect(await tickets.renew()).toEqual({ ok: true })
  })

  test('while the old one is good, the phone is not told that the service is away', async () => {
    const { hand, said, tickets, source, answers } = setUp()
    tickets.use(source, null)
    await settled()
    answers(() => UNREACHABLE)
    await hand.advance(HOUR * 0.9)
    expect(said()).toEqual(['ticket'])
    await hand.advance(HOUR * 0.2)
    expect(new Set(said().slice(1))).toEqual(new Set(['token-service-unreachable']))
  })

  test('a page that comes up learns of it, and it is tried again at once', async () => {
    const { hand, said, tickets, source, answers } = setUp()
    answers(() => UNREACHABLE)
    tickets.use(source, null)
    await settled()
    answers(() => ticketFor('maria', hand.clock()))
    tickets.hello()
    await settled()
    expect(said()).toEqual(['token-service-unreachable', 'token-service-unreachable', 'ticket'])
  })

  test('a line that cannot be opened says why, also to a page that comes up later', () => {
    const { sent, tickets } = setUp()
    tickets.none('refused', 'The secret is not stored.')
    tickets.hello()
    const message = {
      type: 'no-ticket',
      state: 'refused',
      reason: 'not-configured',
      detail: 'The secret is not stored.',
    }
    expect(sent).toEqual([message, message])
  })

  test('a source that breaks its word and rejects is unreachable', async () => {
    const { said, tickets, source, answers } = setUp()
    answers(() => Promise.reject(new Error('oops')))
    tickets.use(source, null)
    await settled()
    expect(said()).toEqual(['token-service-unreachable'])
  })
})

describe('time that leaps', () => {
  test('a team renews its tickets spread over a tenth of their life', async () => {
    const { hand, source } = setUp()
    const tickets = createTickets({ send: () => {}, ...hand, random: () => 0, log: createWrittenLog() })
    tickets.use(source, null)
    await settled()
    expect(hand.due[0]).toBeCloseTo(HOUR * 0.65)
  })

  test('a ticket whose hour came in sleep is renewed on waking, and not a second time', async () => {
    const { hand, tickets, source } = setUp()
    tickets.use(source, null)
    await settled()
    hand.leap(HOUR * 2)
    expect(source.asked).toBe(1)
    tickets.hurry()
    await settled()
    tickets.check()
    await settled()
    expect(source.asked).toBe(2)
  })

  test('without any word of sleep, the next look at the clock renews it', async () => {
    const { hand, tickets, source } = setUp()
    tickets.use(source, null)
    await settled()
    tickets.check()
    hand.leap(HOUR * 2)
    tickets.check()
    await settled()
    expect(source.asked).toBe(2)
  })

  test('after a short sleep the clock is wound anew: it has slept along', async () => {
    const { hand, tickets, source } = setUp()
    tickets.use(source, null)
    await settled()
    hand.leap(HOUR / 2)
    tickets.hurry()
    expect(source.asked).toBe(1)
    expect(hand.due).toEqual([HOUR / 4])
  })

  test('a service that was away is asked at once when a network comes', async () => {
    const { said, tickets, source, answers, hand } = setUp()
    answers(() => UNREACHABLE)
    tickets.use(source, null)
    await settled()
    answers(() => ticketFor('maria', hand.clock()))
    tickets.hurry()
    await settled()
    expect(said().at(-1)).toBe('ticket')
  })

  test('a refusal waits for a person, whatever the computer does', async () => {
    const { tickets, source, answers } = setUp()
    answers(() => UNAUTHORISED)
    tickets.use(source, null)
    await settled()
    tickets.hurry()
    tickets.check()
    await settled()
    expect(source.asked).toBe(1)
  })
})

test('the life of the ticket at hand is known, and over when the page says that it does not work', async () => {
  const { hand, tickets, source, answers } = setUp()
  expect(tickets.life).toBeNull()
  tickets.use(source, null)
  await settled()
  expect(tickets.life).toEqual({ receivedAt: hand.clock(), expiresAt: hand.clock() + HOUR })
  answers(() => UNREACHABLE)
  await tickets.renew()
  expect(tickets.life).toBeNull()
  expect(hand.due).toEqual([1000])
})

test('what the line before still answers does not count', async () => {
  const { hand, sent, tickets, answers, source } = setUp()
  let answerLate: (outcome: TicketOutcome) => void = () => {}
  answers(() => new Promise((resolve) => (answerLate = resolve)))
  tickets.use(source, null)
  await settled()
  tickets.use(
    createFakeSource(() => ticketFor('nora', hand.clock())),
    null,
  )
  await settled()
  answerLate(ticketFor('maria', hand.clock()))
  await settled()
  expect(sent).toMatchObject([{ type: 'ticket', ticket: { identity: 'nora' } }])
})

test('after the end nothing is asked for', async () => {
  const { hand, tickets, source } = setUp()
  tickets.use(source, null)
  await settled()
  tickets.stop()
  expect(hand.due).toEqual([])
  expect(await tickets.renew()).toMatchObject({ ok: false })
})

test('however long the words are why there is none, the page understands the message', async () => {
  const { sent, tickets, source, answers } = setUp()
  const words = 'One reason after another. '.repeat(100)
  answers(() => ({ ...UNREACHABLE, words }))
  tickets.use(source, null)
  await settled()
  answers(() => ({ ...UNAUTHORISED, words }))
  await tickets.renew()
  tickets.none('offline', words)
  expect(sent).toHaveLength(3)
  for (const message of sent) expect(v.is(MainMessageSchema, message)).toBe(true)
})
