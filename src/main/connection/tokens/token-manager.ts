import { createBackoff } from '../../../../common/lib/backoff.ts'
import type { ActionResult, MainMessage } from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import {
  FIRST_RETRY_MS,
  MAX_RETRY_MS,
  REFRESH_AT,
  REFRESH_SPREAD,
  URGENT_RETRIES,
  URGENT_RETRY_MS,
} from '../../../shared/domain/token-timing.ts'
import type { IssuedToken, Connection, TokenError } from '../connection.ts'
import type { Disposable } from '../../lib/disposable.ts'
import { createListeners } from '../../lib/listeners.ts'
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

/** Keeps a valid AccessToken in the renderer, for the connection in use. */
export interface TokenManager extends Disposable {
  /** The lifetime of the current AccessToken, by this computer's clock; null while there is no valid one. */
  readonly lifetime: Pick<IssuedToken, 'receivedAt' | 'expiresAt'> | null
  /** Fetches tokens from this connection from now on. `issued` is a token that it has issued already. */
  useConnection(connection: Connection, issued: IssuedToken | null): void
  /** No connection is available, and why. */
  setUnavailable(state: 'offline' | 'rejected', message: string): void
  /** A new page has no token: sends it the current one if that is fresh, otherwise a new one. */
  onHandshake(): void
  /** The page needs a new token. Resolves when it has been issued or refused. */
  refresh(): Promise<ActionResult>
  /** Refreshes a token that is due. Call it when the clock may have jumped, for example during sleep. */
  check(): void
  /** Retries a failed refresh at once. Call it when the computer has woken up or a network is available. */
  retryNow(): void
  /** Calls the listener after each message about the token. Returns a function that unsubscribes. */
  onChanged(listener: () => void): () => void
}

export function createTokenManager(deps: TokenManagerDeps): TokenManager {
  const { clock, timers, random, log } = deps
  const changes = createListeners<void>()
  let connection: Connection | undefined
  let issued: IssuedToken | undefined
  let lastError: MainMessage | undefined
  let fetching: Promise<ActionResult> | undefined
  let failures = 0
  let refreshAt: Timestamp = 0
  /** Whether the page reports that the current token is rejected. */
  let isRejected = false
  let cancelTimer = () => {}
  const urgent = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: URGENT_RETRY_MS, random })
  const slow = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: MAX_RETRY_MS, random })

  const send = (message: MainMessage) => {
    deps.send(message)
    changes.emit()
  }
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
    log.warn(`No access token: ${why.message}`)
    const willRetry = message.state === 'offline'
    if (willRetry) {
      // With jitter, so that the clients of a team do not all retry at once when the service is available again.
      scheduleRefresh((isValid() || failures > URGENT_RETRIES ? slow : urgent).next())
      failures += 1
    }
    // While the current token is valid, calls arrive and the error is not shown.
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

  /** Whether a retry is useless until the person changes the settings. */
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
      // A failed refresh is already scheduled for a retry.
      if (issued && failures === 0 && !isFresh()) void refresh()
    },
    retryNow() {
      if (!connection || needsPerson()) return
      forgetFailures()
      if (!isFresh()) void refresh()
      // A timer does not run during sleep, so it is set again.
      else scheduleRefresh(msUntilRefresh())
    },
    onChanged: (listener) => changes.add(listener),
    dispose: reset,
  }
}

const UNREACHABLE = 'token-service-unreachable'

/** The page drops a message with a longer detail. */
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
    // Another server answered, for example the sign-in page of a hotel network. The service may be reachable later.
    case 'not-a-token':
    case 'unreachable':
      return { type: 'token-error', state: 'offline', reason: UNREACHABLE, detail: asDetail(message) }
  }
}
