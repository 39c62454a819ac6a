import { exchangeAddress } from '../../shared/domain/exchange-address.ts'
import type { ProbeResult, ProbeTarget } from './signalling-probe.ts'
import { fetchToken, type FetchTokenEdges } from './tokens/fetch-token.ts'
import type { TeamConfig } from '../settings/connection-profile.ts'
import type { LineSource, NoTicket } from './connection.ts'

export interface TeamEdges {
  /** Fetch as the person's network wants it, proxies included. */
  readonly remote: FetchTokenEdges
  readonly probe: (target: ProbeTarget) => Promise<ProbeResult>
}

/** A team's line: tickets from their token address, calls at Twilio, or at the practice exchange they named. */
export function openTeamLine(
  { url, method, exchange }: TeamConfig,
  secret: string | undefined,
  { remote, probe }: TeamEdges,
): LineSource {
  const address = exchangeAddress(exchange ?? '')
  const { signallingHost, fingerprint } = address ?? AT_TWILIO
  return {
    signallingHost,
    fingerprint,
    fetchTicket: () => fetchToken({ url, method, secret, signallingHost }, remote),
    checkExchange:
      address && (async () => problemWith(await probe(address), remote.hint?.(address.signallingHost) ?? '')),
    callMe: null,
    onBack() {},
    onGone() {},
    async close() {},
  }
}

const AT_TWILIO = { signallingHost: null, fingerprint: null }

function problemWith(found: ProbeResult, hint: string): NoTicket | null {
  const words = EXCHANGE_PROBLEMS[found]
  return words === null
    ? null
    : {
        ok: false,
        problem: 'unreachable',
        words: found === 'unreachable' ? words + hint : words,
        field: 'exchange',
      }
}

const EXCHANGE_PROBLEMS: Record<ProbeResult, string | null> = {
  open: null,
  refusing: 'Something answers there, but no exchange. Check the address.',
  stranger: 'The exchange there shows another certificate. Paste the line it prints now.',
  // Behind a proxy only the page's own connection can tell.
  unknown: null,
  unreachable: 'No exchange answers there. Check the address, and that it is running.',
}
