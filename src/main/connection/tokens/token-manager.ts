import { createBackoff } from '../../../../common/lib/backoff.ts'
import type { Done, MainMessage } from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { FreshTicket, LineSource, NoTicket } from '../connection.ts'
import { reasonOf, type Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

export interface TicketEdges {
  readonly send: (message: MainMessage) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  readonly log: Log
}

/** Keeps a fresh ticket in the renderer, for whichever line is in use. */
export interface Tickets {
  /** The life of the ticket at hand, by this computer's clock; null while there is none that works. */
  readonly life: Pick<FreshTicket, 'receivedAt' | 'expiresAt'> | null
  /** From now on tickets come from here; `ticket` is one that was already got. */
  use(source: LineSource, ticket: FreshTicket | null): void
  /** There is no line to get a ticket from, and why. */
  none(state: 'offline' | 'refused', words: string): void
  /** A page came up and has nothing: it gets the ticket at hand if that is fresh, else a new one. */
  hello(): void
  /** The page wants a new one. Answers when it is known whether there is one. */
  renew(): Promise<Done>
  /** Time may have leapt, for example in sleep: a ticket whose hour has come meanwhile is renewed. */
  check(): void
  /** The computer woke up, or a network came: what is missing is got now. */
  hurry(): void
  stop(): void
}

/** A ticket is renewed when this part of its life is over, and up to a tenth sooner: a team does not do so at once. */
const RENEW_AT = 0.75
const RENEW_SPREAD = 0.1
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000
/** Without a ticket that works no call arrives: for about ten minutes it is tried this often. */
const URGENT_RETRY_MS = 4_000
const URGENT_RETRIES = 200

export function createTickets({ send, clock, timers, random, log }: TicketEdges): Tickets {
  let source: LineSource | undefined
  let ticket: FreshTicket | undefined
  let absence: MainMessage | undefined
  let fetching: Promise<Done> | undefined
  let failures = 0
  let renewAt: Timestamp = 0
  /** The page says that the ticket at hand does not let it in any more. */
  let spent = false
  let cancelTimer = () => {}
  const urgent = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: URGENT_RETRY_MS, random })
  const patient = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: LONGEST_RETRY_MS, random })

  const forgetFailures = () => {
    failures = 0
    urgent.reset()
    patient.reset()
  }

  const wakeIn = (ms: number) => {
    cancelTimer()
    cancelTimer = timers.after(ms, () => void refresh())
  }

  const isValid = () => ticket !== undefined && !spent && clock() < ticket.expiresAt
  const isFresh = () => isValid() && clock() < renewAt

  const untilRenewal = () => Math.max(renewAt - clock(), FIRST_RETRY_MS)

  const sendTicket = ({ ticket: { token, identity, signallingHost }, expiresAt }: FreshTicket) =>
    send({ type: 'ticket', ticket: { token, identity, signallingHost, expiresAt } })

  const got = (fresh: FreshTicket): Done => {
    ticket = fresh
    absence = undefined
    forgetFailures()
    spent = false
    const { receivedAt, expiresAt } = fresh
    renewAt = receivedAt + (expiresAt - receivedAt) * (RENEW_AT - RENEW_SPREAD * (1 - random()))
    sendTicket(fresh)
    wakeIn(untilRenewal())
    return { ok: true }
  }

  const missed = (why: NoTicket): Done => {
    const message = noTicket(why)
    log.warn(`No ticket for the line: ${why.words}`)
    const willRetry = message.state === 'offline'
    if (willRetry) {
      // Jitter, so that a whole team does not knock at the same moment when its service comes back.
      wakeIn((isValid() || failures > URGENT_RETRIES ? patient : urgent).next())
      failures += 1
    }
    // While the ticket at hand is good, calls arrive: the person need not hear of it yet.
    if (!willRetry || !isValid()) {
      absence = message
      send(message)
    }
    return { ok: false, problem: why.words }
  }

  const fetchFrom = async (from: LineSource): Promise<Done> => {
    const outcome = await from.fetchTicket().catch((error: unknown) => failed(error))
    if (from !== source) return { ok: false, problem: 'The line was changed meanwhile.' }
    fetching = undefined
    return outcome.ok ? got(outcome) : missed(outcome)
  }

  const refresh = (): Promise<Done> => {
    if (!source) return Promise.resolve({ ok: false, problem: 'No line is in use.' })
    cancelTimer()
    fetching ??= fetchFrom(source)
    return fetching
  }

  /** Only a person can put a refusal right. */
  const needsPerson = () => absence?.type === 'no-ticket' && absence.state === 'refused'

  const leave = () => {
    cancelTimer()
    source = undefined
    ticket = undefined
    fetching = undefined
    forgetFailures()
    spent = false
  }

  return {
    get life() {
      return ticket && !spent ? { receivedAt: ticket.receivedAt, expiresAt: ticket.expiresAt } : null
    },
    use(next, given) {
      leave()
      source = next
      if (given) got(given)
      else void refresh()
    },
    none(state, words) {
      leave()
      absence = {
        type: 'no-ticket',
        state,
        reason: state === 'refused' ? 'not-configured' : UNREACHABLE,
        detail: asDetail(words),
      }
      send(absence)
    },
    hello() {
      if (ticket && isFresh()) return sendTicket(ticket)
      if (absence) send(absence)
      void refresh()
    },
    renew() {
      spent = true
      return refresh()
    },
    check() {
      // What has failed already is being tried again.
      if (ticket && failures === 0 && !isFresh()) void refresh()
    },
    hurry() {
      if (!source || needsPerson()) return
      forgetFailures()
      if (!isFresh()) void refresh()
      // A timer that slept along with the computer is late by as long.
      else wakeIn(untilRenewal())
    },
    stop: leave,
  }
}

const UNREACHABLE = 'token-service-unreachable'

/** The page drops a message that holds more, and would go on saying "Starting". */
const LONGEST_DETAIL = 500

function asDetail(words: string): string {
  return words.length > LONGEST_DETAIL ? `${words.slice(0, LONGEST_DETAIL - 1)}…` : words
}

function failed(error: unknown): NoTicket {
  return { ok: false, problem: 'unreachable', words: reasonOf(error), field: null }
}

function noTicket({ problem, words }: NoTicket): Extract<MainMessage, { type: 'no-ticket' }> {
  switch (problem) {
    case 'unauthorised':
    case 'not-a-voice-token':
      return { type: 'no-ticket', state: 'refused', reason: problem, detail: asDetail(words) }
    // Somebody else answered in the service's place, as a hotel's sign-in page does: it may come back.
    case 'not-a-token':
    case 'unreachable':
      return { type: 'no-ticket', state: 'offline', reason: UNREACHABLE, detail: asDetail(words) }
  }
}
