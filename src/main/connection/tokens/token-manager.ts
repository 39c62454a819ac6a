import { createBackoff } from '../../../../common/lib/backoff.ts'
import type { ActionResult, MainMessage } from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { IssuedToken, Connection, TokenError } from '../connection.ts'
import { errorMessage, type Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'

export interface TokenManagerDeps {
  readonly send: (message: MainMessage) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  readonly log: Log
}

/** Keeps a fresh ticket in the renderer, for whichever line is in use. */
export interface TokenManager {
  /** The life of the ticket at hand, by this computer's clock; null while there is none that works. */
  readonly lifetime: Pick<IssuedToken, 'receivedAt' | 'expiresAt'> | null
  /** From now on tickets come from here; `ticket` is one that was already got. */
  useConnection(connection: Connection, issued: IssuedToken | null): void
  /** There is no line to get a ticket from, and why. */
  setUnavailable(state: 'offline' | 'rejected', message: string): void
  /** A page came up and has nothing: it gets the ticket at hand if that is fresh, else a new one. */
  onHandshake(): void
  /** The page wants a new one. Answers when it is known whether there is one. */
  refresh(): Promise<ActionResult>
  /** Time may have leapt, for example in sleep: a ticket whose hour has come meanwhile is renewed. */
  check(): void
  /** The computer woke up, or a network came: what is missing is got now. */
  retryNow(): void
  stop(): void
}

/** A ticket is renewed when this part of its life is over, and up to a tenth sooner: a team does not do so at once. */
const REFRESH_AT = 0.75
const REFRESH_SPREAD = 0.1
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000
/** Without a ticket that works no call arrives: for about ten minutes it is tried this often. */
const URGENT_RETRY_MS = 4_000
const URGENT_RETRIES = 200

export function createTokenManager({ send, clock, timers, random, log }: TokenManagerDeps): TokenManager {
  let connection: Connection | undefined
  let issued: IssuedToken | undefined
  let lastError: MainMessage | undefined
  let fetching: Promise<ActionResult> | undefined
  let failures = 0
  let refreshAt: Timestamp = 0
  /** The page says that the ticket at hand does not let it in any more. */
  let isRejected = false
  let cancelTimer = () => {}
  const urgent = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: URGENT_RETRY_MS, random })
  const slow = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: MAX_RETRY_MS, random })

  const forgetFailures = () => {
    failures = 0
    urgent.reset()
    slow.reset()
  }

  const scheduleRefresh = (ms: number) => {
    cancelTimer()
    cancelTimer = timers.after(ms, () => void refresh())
  }

  const isValid = () => issued !== undefined && !isRejected && clock() < issued.expiresAt
  const isFresh = () => isValid() && clock() < refreshAt

  const msUntilRefresh = () => Math.max(refreshAt - clock(), FIRST_RETRY_MS)

  const sendToken = ({ accessToken: { token, identity, signallingHost }, expiresAt }: IssuedToken) =>
    send({ type: 'access-token', accessToken: { token, identity, signallingHost, expiresAt } })

  const accept = (fresh: IssuedToken): ActionResult => {
    issued = fresh
    lastError = undefined
    forgetFailures()
    isRejected = false
    const { receivedAt, expiresAt } = fresh
    refreshAt = receivedAt + (expiresAt - receivedAt) * (REFRESH_AT - REFRESH_SPREAD * (1 - random()))
    sendToken(fresh)
    scheduleRefresh(msUntilRefresh())
    return { ok: true }
  }

  const handleError = (why: TokenError): ActionResult => {
    const message = tokenErrorMessage(why)
    log.warn(`No ticket for the line: ${why.message}`)
    const willRetry = message.state === 'offline'
    if (willRetry) {
      // Jitter, so that a whole team does not knock at the same moment when its service comes back.
      scheduleRefresh((isValid() || failures > URGENT_RETRIES ? slow : urgent).next())
      failures += 1
    }
    // While the ticket at hand is good, calls arrive: the person need not hear of it yet.
    if (!willRetry || !isValid()) {
      lastError = message
      send(message)
    }
    return { ok: false, problem: why.message }
  }

  const fetchFrom = async (from: Connection): Promise<ActionResult> => {
    const outcome = await from.fetchAccessToken().catch((error: unknown) => failed(error))
    if (from !== connection) return { ok: false, problem: 'The line was changed meanwhile.' }
    fetching = undefined
    return outcome.ok ? accept(outcome) : handleError(outcome)
  }

  const refresh = (): Promise<ActionResult> => {
    if (!connection) return Promise.resolve({ ok: false, problem: 'No line is in use.' })
    cancelTimer()
    fetching ??= fetchFrom(connection)
    return fetching
  }

  /** Only a person can put a refusal right. */
  const needsPerson = () => lastError?.type === 'token-error' && lastError.state === 'rejected'

  const reset = () => {
    cancelTimer()
    connection = undefined
    issued = undefined
    fetching = undefined
    forgetFailures()
    isRejected = false
  }

  return {
    get lifetime() {
      return issued && !isRejected ? { receivedAt: issued.receivedAt, expiresAt: issued.expiresAt } : null
    },
    useConnection(next, given) {
      reset()
      connection = next
      if (given) accept(given)
      else void refresh()
    },
    setUnavailable(state, message) {
      reset()
      lastError = {
        type: 'token-error',
        state,
        reason: state === 'rejected' ? 'not-configured' : UNREACHABLE,
        detail: asDetail(message),
      }
      send(lastError)
    },
    onHandshake() {
      if (issued && isFresh()) return sendToken(issued)
      if (lastError) send(lastError)
      void refresh()
    },
    refresh() {
      isRejected = true
      return refresh()
    },
    check() {
      // What has failed already is being tried again.
      if (issued && failures === 0 && !isFresh()) void refresh()
    },
    retryNow() {
      if (!connection || needsPerson()) return
      forgetFailures()
      if (!isFresh()) void refresh()
      // A timer that slept along with the computer is late by as long.
      else scheduleRefresh(msUntilRefresh())
    },
    stop: reset,
  }
}

const UNREACHABLE = 'token-service-unreachable'

/** The page drops a message that holds more, and would go on saying "Starting". */
const MAX_DETAIL_LENGTH = 500

function asDetail(message: string): string {
  return message.length > MAX_DETAIL_LENGTH ? `${message.slice(0, MAX_DETAIL_LENGTH - 1)}…` : message
}

function failed(error: unknown): TokenError {
  return { ok: false, problem: 'unreachable', message: errorMessage(error), field: null }
}

function tokenErrorMessage({ problem, message }: TokenError): Extract<MainMessage, { type: 'token-error' }> {
  switch (problem) {
    case 'unauthorised':
    case 'not-a-voice-token':
      return { type: 'token-error', state: 'rejected', reason: problem, detail: asDetail(message) }
    // Somebody else answered in the service's place, as a hotel's sign-in page does: it may come back.
    case 'not-a-token':
    case 'unreachable':
      return { type: 'token-error', state: 'offline', reason: UNREACHABLE, detail: asDetail(message) }
  }
}
