import type { LineCheck, LineChoice, LineSummary } from '../../shared/ipc/contract.ts'
import { reasonOf, type Log } from '../lib/log.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import { connectionQuestion, type ConnectionQuestion } from './connection-question.ts'
import { secretScope, summaryOf, type LineConfig } from '../settings/connection-profile.ts'
import type { FreshTicket, LineSource } from './connection.ts'
import type { OpenLine } from './open-connection.ts'

/** What became of the line: another is in use, or none can be. */
export type LineEvent =
  | { readonly type: 'in-use'; readonly source: LineSource; readonly ticket: FreshTicket | null }
  /** What the line is made of died and is at work again: what was known of it may have changed. */
  | { readonly type: 'back'; readonly source: LineSource }
  | { readonly type: 'none'; readonly state: 'offline' | 'refused'; readonly words: string }
  /** The summary changed although the line did not: its stored secret cannot be opened, or can be again. */
  | { readonly type: 'summary' }

export interface LinesEdges {
  readonly open: OpenLine
  readonly settings: Pick<Settings, 'line'>
  readonly secrets: Secrets
  /** Whether any call is not over: then the line stays as it is. */
  readonly inCall: () => boolean
  /** Asks the person whether to use another connection. Never rejects. */
  readonly confirm: (question: ConnectionQuestion) => Promise<boolean>
  readonly onEvent: (event: LineEvent) => void
  readonly timers: Timers
  readonly log: Log
}

/** The line in use, and how another one takes its place. */
export interface Lines {
  readonly summary: LineSummary
  readonly source: LineSource | undefined
  /** Opens the stored line, and again whenever what it is made of dies. Never rejects: what goes wrong is an event. */
  start(): Promise<void>
  /**
   * Asks the person to confirm another connection, then tries it. It replaces the line in use only if it issues an AccessToken.
   * Never rejects.
   */
  choose(choice: LineChoice): Promise<LineCheck>
  close(): Promise<void>
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export function createLines(edges: LinesEdges): Lines {
  const { open, settings, secrets, inCall, confirm, onEvent, timers, log } = edges
  let config: LineConfig = settings.line
  let source: LineSource | undefined
  let pause = FIRST_PAUSE_MS
  let cancelTimer = () => {}
  let closed = false
  let queue: Promise<unknown> = Promise.resolve()

  /** One change at a time: two at once would leave a server of the loser running, or the loser's line in use. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  const storedSecret = (line: LineConfig) => secrets.find(line.kind, secretScope(line))
  // The window does not wait for the key store: until it has answered, a secret that is there counts.
  let hasSecret = secrets.has(config.kind, secretScope(config))
  const summary = () => summaryOf(config, hasSecret)

  const take = (next: LineSource, ticket: FreshTicket | null) => {
    // One that is chosen again is listened to already.
    const isNew = source !== next
    source = next
    cancelTimer()
    // Whatever lives this long has not died of being started.
    cancelTimer = timers.after(LONGEST_PAUSE_MS, () => {
      pause = FIRST_PAUSE_MS
    })
    if (isNew) listen(next)
    onEvent({ type: 'in-use', source: next, ticket })
  }

  const listen = (next: LineSource) => {
    next.onBack(() => {
      if (source === next) onEvent({ type: 'back', source: next })
    })
    next.onGone((words) => {
      log.error(words)
      if (source === next) lost(next, words)
    })
  }

  const lost = (gone: LineSource, words: string) => {
    source = undefined
    onEvent({ type: 'none', state: 'offline', words })
    // Its other half is of no use alone, and may hold a port that the next one wants.
    void inTurn(() => gone.close())
    openLater()
  }

  const openLater = () => {
    cancelTimer()
    cancelTimer = timers.after(pause, () => void openStored())
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  }

  const learn = (isStored: boolean) => {
    if (hasSecret === isStored) return
    hasSecret = isStored
    onEvent({ type: 'summary' })
  }

  const openStored = () =>
    inTurn(async () => {
      if (source || closed) return
      let lacksSecret = false
      try {
        const secret = await storedSecret(config)
        if (closed) return
        lacksSecret = config.kind === 'account' && secret === undefined
        learn(secret !== undefined)
        const opened = await open(config, secret)
        if (closed) return await opened.close()
        take(opened, null)
      } catch (error) {
        const words = reasonOf(error)
        log.error(`The line could not be opened: ${words}`)
        // Only a person can bring the secret; everything else may work the next time.
        const state = lacksSecret ? 'refused' : 'offline'
        if (state === 'offline' && !closed) openLater()
        onEvent({ type: 'none', state, words })
      }
    })

  const choose = async (choice: LineChoice): Promise<LineCheck> => {
    if (inCall()) return IN_CALL
    const { line, secret: entered } = split(choice)
    const secret = entered ?? (await storedSecret(line))
    if (line.kind === 'account' && secret === undefined) return NO_SECRET
    const question = connectionQuestion(config, line)
    // Asked before anything is sent: otherwise a page could probe which addresses respond.
    if (question !== null && !(await confirm(question))) return NOT_CONFIRMED
    const previous = source
    // The practice line costs two processes: it is kept when it is chosen again, and has no settings to change.
    const candidate =
      line.kind === 'practice' && config.kind === 'practice' && source ? source : await open(line, secret)
    const ticket = (await candidate.checkExchange?.()) ?? (await candidate.fetchTicket())
    const isUnwelcome = inCall() || closed
    if (!ticket.ok || isUnwelcome) {
      if (candidate !== previous) await candidate.close()
      return ticket.ok ? IN_CALL : { ...ticket, field: fieldOf(line, ticket.field) }
    }
    // Not awaited before the line is in use: a call could begin meanwhile on the line that is closed then.
    const keeping = entered === null ? undefined : secrets.keep(line.kind, secretScope(line), entered)
    settings.line = line
    config = line
    hasSecret = secret !== undefined
    take(candidate, ticket)
    if (previous && previous !== candidate) await previous.close()
    const check = { ok: true, identity: ticket.ticket.identity, summary: summary() } as const
    return (await keeping) === 'until-quit' ? { ...check, note: FORGETFUL } : check
  }

  return {
    get summary() {
      return summary()
    },
    get source() {
      return source
    },
    start: openStored,
    choose: (choice) => inTurn(() => choose(choice).catch((error: unknown) => notOpened(error))),
    async close() {
      // Not in turn: quitting waits for no token address. What is about to open is closed as soon as it has.
      closed = true
      cancelTimer()
      const last = source
      source = undefined
      await last?.close()
    },
  }
}

const FORGETFUL = 'This computer has no safe place for the secret, so Offhook forgets it when it quits.'

const IN_CALL: LineCheck = {
  ok: false,
  problem: 'in-call',
  words: 'End your call first, then change the line.',
  field: null,
}

const NOT_CONFIRMED: LineCheck = {
  ok: false,
  problem: 'not-confirmed',
  words: 'Nothing was changed: the new connection was not confirmed.',
  field: null,
}

const NO_SECRET: LineCheck = {
  ok: false,
  problem: 'invalid',
  words: 'Enter the secret of this API key.',
  field: 'apiKeySecret',
}

function notOpened(error: unknown): LineCheck {
  return { ok: false, problem: 'unreachable', words: reasonOf(error), field: null }
}

/** A choice taken apart: what is stored openly, and the secret that is not. */
function split(choice: LineChoice): { line: LineConfig; secret: string | null } {
  switch (choice.kind) {
    case 'practice':
      return { line: choice, secret: null }
    case 'team': {
      const { secret, ...line } = choice
      return { line, secret }
    }
    case 'account': {
      const { apiKeySecret, ...line } = choice
      return { line, secret: apiKeySecret }
    }
  }
}

/** Only a team's form has an address and a secret that a token address can complain about. */
function fieldOf(line: LineConfig, field: string | null): string | null {
  return line.kind === 'team' ? field : null
}
