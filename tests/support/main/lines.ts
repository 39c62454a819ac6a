import type { FreshTicket, LineSource, NoTicket, TicketOutcome } from '../../../src/main/line/line-source.ts'

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

export interface FakeSource extends LineSource {
  readonly asked: number
  readonly closed: number
  /** Whatever it is made of dies. */
  die(words: string): void
}

/** A line whose tickets come from `answer`. */
export function createFakeSource(answer: () => TicketOutcome | Promise<TicketOutcome>): FakeSource {
  const gone: ((words: string) => void)[] = []
  let asked = 0
  let closed = 0
  return {
    signallingHost: null,
    fingerprint: null,
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
    onGone(listener) {
      gone.push(listener)
    },
    async close() {
      closed += 1
    },
    die(words) {
      for (const listener of gone) listener(words)
    },
  }
}
