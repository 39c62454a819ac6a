import type {
  FreshTicket,
  LineSource,
  NoTicket,
  TicketOutcome,
} from '../../../src/main/connection/connection.ts'

export const UNREACHABLE: NoTicket = {
  ok: false,
  problem: 'unreachable',
  words: 'Nothing answers.',
  field: 'url',
}
export const UNAUTHORISED: NoTicket = {
  ok: false,
  problem: 'unauthorised',
  words: 'The secret was not accepted.',
  field: 'secret',
}

/** A ticket got at `receivedAt` that lives for `lifeMs`. */
export function ticketFor(identity: string, receivedAt: number, lifeMs = 3_600_000): FreshTicket {
  return {
    ok: true,
    ticket: { token: `token-${identity}-${receivedAt}`, identity, signallingHost: null },
    receivedAt,
    expiresAt: receivedAt + lifeMs,
  }
}

export interface FakeConnection extends LineSource {
  readonly asked: number
  readonly closed: number
  /** Whatever it is made of dies, for good. */
  die(words: string): void
  /** Whatever it is made of has died and is at work again. */
  comeBack(): void
}

/** A line whose tickets come from `answer`. */
export function createFakeConnection(answer: () => TicketOutcome | Promise<TicketOutcome>): FakeConnection {
  const gone: ((words: string) => void)[] = []
  const back: (() => void)[] = []
  let asked = 0
  let closed = 0
  return {
    signallingHost: null,
    fingerprint: null,
    checkExchange: null,
    callMe: null,
    get asked() {
      return asked
    },
    get closed() {
      return closed
    },
    async fetchTicket() {
      asked += 1
      return answer()
    },
    onBack(listener) {
      back.push(listener)
    },
    onGone(listener) {
      gone.push(listener)
    },
    async close() {
      closed += 1
    },
    comeBack() {
      for (const listener of back) listener()
    },
    die(words) {
      for (const listener of gone) listener(words)
    },
  }
}
