import type {
  IssuedToken,
  Connection,
  TokenError,
  TokenResult,
} from '../../../src/main/connection/connection.ts'

export const UNREACHABLE: TokenError = {
  ok: false,
  problem: 'unreachable',
  message: 'Nothing answers.',
  field: 'url',
}
export const UNAUTHORISED: TokenError = {
  ok: false,
  problem: 'unauthorised',
  message: 'The secret was not accepted.',
  field: 'secret',
}

/** An AccessToken that was received at `receivedAt` and is valid for `lifeMs`. */
export function ticketFor(identity: string, receivedAt: number, lifeMs = 3_600_000): IssuedToken {
  return {
    ok: true,
    accessToken: { token: `token-${identity}-${receivedAt}`, identity, signallingHost: null },
    receivedAt,
    expiresAt: receivedAt + lifeMs,
  }
}

export interface FakeConnection extends Connection {
  readonly asked: number
  readonly closed: number
  /** Whatever it is made of dies, for good. */
  die(words: string): void
  /** Whatever it is made of has died and is at work again. */
  comeBack(): void
}

/** A connection whose AccessTokens come from `answer`. */
export function createFakeConnection(answer: () => TokenResult | Promise<TokenResult>): FakeConnection {
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
    async fetchAccessToken() {
      asked += 1
      return answer()
    },
    onRestarted(listener) {
      back.push(listener)
    },
    onFailed(listener) {
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
