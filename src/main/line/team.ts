import { fetchToken, type FetchTokenEdges } from './fetch-token.ts'
import type { TeamConfig } from './line-config.ts'
import type { LineSource } from './line-source.ts'

/** A team's line: tickets from their token address, calls at Twilio. */
export function openTeamLine(
  config: TeamConfig,
  secret: string | undefined,
  edges: FetchTokenEdges,
): LineSource {
  return {
    signallingHost: null,
    fingerprint: null,
    fetchTicket: () =>
      fetchToken({ url: config.url, method: config.method, secret, signallingHost: null }, edges),
    callMe: null,
    onBack() {},
    onGone() {},
    async close() {},
  }
}
