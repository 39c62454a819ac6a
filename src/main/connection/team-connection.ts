import { parseExchangeAddress } from '../../shared/domain/exchange-address.ts'
import type { ProbeResult, ProbeTarget } from './signalling-probe.ts'
import { fetchToken, type FetchTokenDeps } from './tokens/fetch-token.ts'
import type { TeamProfile } from '../settings/connection-profile.ts'
import type { Connection, TokenError } from './connection.ts'

export interface TeamConnectionDeps {
  /** `fetch` with the proxies of the system. */
  readonly remote: FetchTokenDeps
  readonly probe: (target: ProbeTarget) => Promise<ProbeResult>
}

/** The connection of a team: AccessTokens from its token service; calls through Twilio or through the exchange it configured. */
export function openTeamConnection(
  { url, method, exchange }: TeamProfile,
  secret: string | undefined,
  { remote, probe }: TeamConnectionDeps,
): Connection {
  const address = parseExchangeAddress(exchange ?? '')
  const { signallingHost, fingerprint } = address ?? TWILIO
  return {
    signallingHost,
    fingerprint,
    fetchAccessToken: () => fetchToken({ url, method, secret, signallingHost }, remote),
    checkExchange:
      address && (async () => problemWith(await probe(address), remote.hint?.(address.signallingHost) ?? '')),
    callMe: null,
    onRestarted() {},
    onFailed() {},
    async close() {},
  }
}

const TWILIO = { signallingHost: null, fingerprint: null }

function problemWith(found: ProbeResult, hint: string): TokenError | null {
  const message = EXCHANGE_PROBLEMS[found]
  return message === null
    ? null
    : {
        ok: false,
        problem: 'unreachable',
        message: found === 'unreachable' ? message + hint : message,
        field: 'exchange',
      }
}

const EXCHANGE_PROBLEMS: Record<ProbeResult, string | null> = {
  open: null,
  refusing: 'Something answers there, but no exchange. Check the address.',
  'other-certificate': 'The exchange there shows another certificate. Paste the line it prints now.',
  // Behind a proxy only the connection of the page itself can find out.
  unknown: null,
  unreachable: 'No exchange answers there. Check the address, and that it is running.',
}
