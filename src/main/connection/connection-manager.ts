import type { ConnectionCheck, ConnectionChoice, ConnectionSummary } from '../../shared/ipc/contract.ts'
import type { Disposable } from '../lib/disposable.ts'
import { createListeners } from '../lib/listeners.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import { connectionQuestion, type ConnectionQuestion } from './connection-question.ts'
import { secretScope, type ConnectionProfile } from '../settings/connection-profile.ts'
import { summaryOf } from './connection-summary.ts'
import type { IssuedToken, Connection } from './connection.ts'
import type { OpenConnection } from './open-connection.ts'

/** A change of the connection in use. */
export type ConnectionEvent =
  | { readonly type: 'in-use'; readonly connection: Connection; readonly token: IssuedToken | null }
  /** A server of the connection died and was started again, perhaps at another address. */
  | { readonly type: 'restarted'; readonly connection: Connection }
  | { readonly type: 'unavailable'; readonly state: 'offline' | 'rejected'; readonly message: string }
  /** Only the summary changed: the stored secret cannot be decrypted, or can be again. */
  | { readonly type: 'summary' }

export interface ConnectionManagerDeps {
  readonly open: OpenConnection
  readonly settings: Pick<Settings, 'connectionProfile'>
  readonly secrets: Secrets
  /** Whether there is a call: then the connection is not changed. */
  readonly inCall: () => boolean
  /** Asks the person whether to use another connection. Never rejects. */
  readonly confirm: (question: ConnectionQuestion) => Promise<boolean>
  readonly timers: Timers
  readonly log: Log
}

/** The connection in use. */
export interface ConnectionManager extends Disposable {
  readonly summary: ConnectionSummary
  readonly connection: Connection | undefined
  /** Opens the stored connection, and opens it again whenever one of its servers fails. Never rejects: a failure is an event. */
  start(): Promise<void>
  /**
   * Asks the person to confirm another connection, then tries it. It replaces the line in use only if it issues an AccessToken.
   * Never rejects.
   */
  select(choice: ConnectionChoice): Promise<ConnectionCheck>
  /** Calls the listener with each event. Returns a function that unsubscribes. */
  on(listener: (event: ConnectionEvent) => void): () => void
  /** Closes the connection. Does not wait for one that is being opened; that one is closed once it is open. */
  dispose(): Promise<void>
}

const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

export function createConnectionManager(deps: ConnectionManagerDeps): ConnectionManager {
  const { open, settings, secrets, inCall, confirm, timers, log } = deps
  const events = createListeners<ConnectionEvent>()
  let profile: ConnectionProfile = settings.connectionProfile
  let connection: Connection | undefined
  let retryMs = FIRST_RETRY_MS
  let cancelTimer = () => {}
  let closed = false
  let queue: Promise<unknown> = Promise.resolve()

  /** One change at a time: two at once could leave the servers of both running. */
  const serialize = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  const storedSecret = (profile: ConnectionProfile) => secrets.load(profile.kind, secretScope(profile))
  // The window does not wait for the key store: until it has responded, a stored secret counts.
  let hasSecret = secrets.has(profile.kind, secretScope(profile))
  const summary = () => summaryOf(profile, hasSecret)

  const use = (next: Connection, token: IssuedToken | null) => {
    // The current connection, chosen again, already has its listeners.
    const isNew = connection !== next
    connection = next
    cancelTimer()
    // A connection that lasts this long did not fail because of its start.
    cancelTimer = timers.after(MAX_RETRY_MS, () => {
      retryMs = FIRST_RETRY_MS
    })
    if (isNew) listen(next)
    events.emit({ type: 'in-use', connection: next, token })
  }

  const listen = (next: Connection) => {
    next.onRestarted(() => {
      if (connection === next) events.emit({ type: 'restarted', connection: next })
    })
    next.onFailed((message) => {
      log.error(message)
      if (connection === next) handleFailure(next, message)
    })
  }

  const handleFailure = (gone: Connection, message: string) => {
    connection = undefined
    events.emit({ type: 'unavailable', state: 'offline', message })
    // Its other server is useless alone, and may occupy a port that the next connection needs.
    void serialize(() => gone.close())
    scheduleOpen()
  }

  const scheduleOpen = () => {
    cancelTimer()
    cancelTimer = timers.after(retryMs, () => void openStored())
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS)
  }

  const setHasSecret = (isStored: boolean) => {
    if (hasSecret === isStored) return
    hasSecret = isStored
    events.emit({ type: 'summary' })
  }

  const openStored = () =>
    serialize(async () => {
      if (connection || closed) return
      let lacksSecret = false
      try {
        const secret = await storedSecret(profile)
        if (closed) return
        lacksSecret = profile.kind === 'account' && secret === undefined
        setHasSecret(secret !== undefined)
        const opened = await open(profile, secret)
        if (closed) return await opened.close()
        use(opened, null)
      } catch (error) {
        const message = errorMessage(error)
        log.error(`The connection could not be opened: ${message}`)
        // Only the person can enter the secret. Every other failure is retried.
        const state = lacksSecret ? 'rejected' : 'offline'
        if (state === 'offline' && !closed) scheduleOpen()
        events.emit({ type: 'unavailable', state, message })
      }
    })

  const select = async (choice: ConnectionChoice): Promise<ConnectionCheck> => {
    if (inCall()) return IN_CALL
    const { profile: line, secret: entered } = split(choice)
    const secret = entered ?? (await storedSecret(line))
    if (line.kind === 'account' && secret === undefined) return NO_SECRET
    const question = connectionQuestion(profile, line)
    // Asked before anything is sent: otherwise a page could probe which addresses respond.
    if (question !== null && !(await confirm(question))) return NOT_CONFIRMED
    const previous = connection
    // The practice connection has no settings, so it is kept when it is chosen again: its servers are slow to start.
    const candidate =
      line.kind === 'practice' && profile.kind === 'practice' && connection
        ? connection
        : await open(line, secret)
    const issued = (await candidate.checkExchange?.()) ?? (await candidate.fetchAccessToken())
    const isTooLate = inCall() || closed
    if (!issued.ok || isTooLate) {
      if (candidate !== previous) await candidate.close()
      return issued.ok ? IN_CALL : { ...issued, field: fieldOf(line, issued.field) }
    }
    // Not awaited before the new connection is in use: meanwhile a call could begin on the old one, which is closed then.
    const keeping = entered === null ? undefined : secrets.save(line.kind, secretScope(line), entered)
    settings.connectionProfile = line
    profile = line
    hasSecret = secret !== undefined
    use(candidate, issued)
    if (previous && previous !== candidate) await previous.close()
    const check = { ok: true, identity: issued.accessToken.identity, summary: summary() } as const
    return (await keeping) === 'memory-only' ? { ...check, note: SECRET_NOT_STORED } : check
  }

  return {
    get summary() {
      return summary()
    },
    get connection() {
      return connection
    },
    start: openStored,
    select: (choice) => serialize(() => select(choice).catch((error: unknown) => openFailure(error))),
    on: (listener) => events.add(listener),
    async dispose() {
      // Not serialized: quitting must not wait for a request for a token.
      closed = true
      cancelTimer()
      const last = connection
      connection = undefined
      await last?.close()
    },
  }
}

const SECRET_NOT_STORED =
  'This computer has no safe place for the secret, so Offhook forgets it when it quits.'

const IN_CALL: ConnectionCheck = {
  ok: false,
  problem: 'in-call',
  message: 'End your call first, then change the line.',
  field: null,
}

const NOT_CONFIRMED: ConnectionCheck = {
  ok: false,
  problem: 'not-confirmed',
  message: 'Nothing was changed: the new connection was not confirmed.',
  field: null,
}

const NO_SECRET: ConnectionCheck = {
  ok: false,
  problem: 'invalid',
  message: 'Enter the secret of this API key.',
  field: 'apiKeySecret',
}

function openFailure(error: unknown): ConnectionCheck {
  return { ok: false, problem: 'unreachable', message: errorMessage(error), field: null }
}

/** Separates the part of a choice that is stored in the settings from the secret. */
function split(choice: ConnectionChoice): { profile: ConnectionProfile; secret: string | null } {
  switch (choice.kind) {
    case 'practice':
      return { profile: choice, secret: null }
    case 'team': {
      const { secret, ...line } = choice
      return { profile: line, secret }
    }
    case 'account': {
      const { apiKeySecret, ...line } = choice
      return { profile: line, secret: apiKeySecret }
    }
  }
}

/** Only the form of a team connection has the fields of a token address. */
function fieldOf(profile: ConnectionProfile, field: string | null): string | null {
  return profile.kind === 'team' ? field : null
}
