import type { ConnectionCheck, ConnectionChoice, ConnectionSummary } from '../../shared/ipc/contract.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import { connectionQuestion, type ConnectionQuestion } from './connection-question.ts'
import { secretScope, summaryOf, type ConnectionProfile } from '../settings/connection-profile.ts'
import type { IssuedToken, Connection } from './connection.ts'
import type { OpenConnection } from './open-connection.ts'

/** What became of the line: another is in use, or none can be. */
export type ConnectionEvent =
  | { readonly type: 'in-use'; readonly connection: Connection; readonly token: IssuedToken | null }
  /** What the line is made of died and is at work again: what was known of it may have changed. */
  | { readonly type: 'restarted'; readonly connection: Connection }
  | { readonly type: 'unavailable'; readonly state: 'offline' | 'rejected'; readonly message: string }
  /** The summary changed although the line did not: its stored secret cannot be opened, or can be again. */
  | { readonly type: 'summary' }

export interface ConnectionManagerDeps {
  readonly open: OpenConnection
  readonly settings: Pick<Settings, 'connectionProfile'>
  readonly secrets: Secrets
  /** Whether any call is not over: then the line stays as it is. */
  readonly inCall: () => boolean
  /** Asks the person whether to use another connection. Never rejects. */
  readonly confirm: (question: ConnectionQuestion) => Promise<boolean>
  readonly onEvent: (event: ConnectionEvent) => void
  readonly timers: Timers
  readonly log: Log
}

/** The line in use, and how another one takes its place. */
export interface ConnectionManager {
  readonly summary: ConnectionSummary
  readonly connection: Connection | undefined
  /** Opens the stored line, and again whenever what it is made of dies. Never rejects: what goes wrong is an event. */
  start(): Promise<void>
  /**
   * Asks the person to confirm another connection, then tries it. It replaces the line in use only if it issues an AccessToken.
   * Never rejects.
   */
  select(choice: ConnectionChoice): Promise<ConnectionCheck>
  close(): Promise<void>
}

const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

export function createConnectionManager(deps: ConnectionManagerDeps): ConnectionManager {
  const { open, settings, secrets, inCall, confirm, onEvent, timers, log } = deps
  let profile: ConnectionProfile = settings.connectionProfile
  let connection: Connection | undefined
  let retryMs = FIRST_RETRY_MS
  let cancelTimer = () => {}
  let closed = false
  let queue: Promise<unknown> = Promise.resolve()

  /** One change at a time: two at once would leave a server of the loser running, or the loser's line in use. */
  const serialize = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  const storedSecret = (profile: ConnectionProfile) => secrets.load(profile.kind, secretScope(profile))
  // The window does not wait for the key store: until it has answered, a secret that is there counts.
  let hasSecret = secrets.has(profile.kind, secretScope(profile))
  const summary = () => summaryOf(profile, hasSecret)

  const use = (next: Connection, token: IssuedToken | null) => {
    // One that is chosen again is listened to already.
    const isNew = connection !== next
    connection = next
    cancelTimer()
    // Whatever lives this long has not died of being started.
    cancelTimer = timers.after(MAX_RETRY_MS, () => {
      retryMs = FIRST_RETRY_MS
    })
    if (isNew) listen(next)
    onEvent({ type: 'in-use', connection: next, token })
  }

  const listen = (next: Connection) => {
    next.onRestarted(() => {
      if (connection === next) onEvent({ type: 'restarted', connection: next })
    })
    next.onFailed((message) => {
      log.error(message)
      if (connection === next) handleFailure(next, message)
    })
  }

  const handleFailure = (gone: Connection, message: string) => {
    connection = undefined
    onEvent({ type: 'unavailable', state: 'offline', message })
    // Its other half is of no use alone, and may hold a port that the next one wants.
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
    onEvent({ type: 'summary' })
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
        const words = errorMessage(error)
        log.error(`The line could not be opened: ${words}`)
        // Only a person can bring the secret; everything else may work the next time.
        const state = lacksSecret ? 'rejected' : 'offline'
        if (state === 'offline' && !closed) scheduleOpen()
        onEvent({ type: 'unavailable', state, message: words })
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
    // The practice line costs two processes: it is kept when it is chosen again, and has no settings to change.
    const candidate =
      line.kind === 'practice' && profile.kind === 'practice' && connection
        ? connection
        : await open(line, secret)
    const ticket = (await candidate.checkExchange?.()) ?? (await candidate.fetchAccessToken())
    const isTooLate = inCall() || closed
    if (!ticket.ok || isTooLate) {
      if (candidate !== previous) await candidate.close()
      return ticket.ok ? IN_CALL : { ...ticket, field: fieldOf(line, ticket.field) }
    }
    // Not awaited before the line is in use: a call could begin meanwhile on the line that is closed then.
    const keeping = entered === null ? undefined : secrets.save(line.kind, secretScope(line), entered)
    settings.connectionProfile = line
    profile = line
    hasSecret = secret !== undefined
    use(candidate, ticket)
    if (previous && previous !== candidate) await previous.close()
    const check = { ok: true, identity: ticket.accessToken.identity, summary: summary() } as const
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
    async close() {
      // Not in turn: quitting waits for no token address. What is about to open is closed as soon as it has.
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

/** A choice taken apart: what is stored openly, and the secret that is not. */
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

/** Only a team's form has an address and a secret that a token address can complain about. */
function fieldOf(profile: ConnectionProfile, field: string | null): string | null {
  return profile.kind === 'team' ? field : null
}
