import type { ConnectionSummary } from '../../shared/ipc/contract.ts'
import { parseExchangeAddress } from '../../shared/domain/exchange-address.ts'

/** `host:port` of the exchange a line names, where that is another host than `localhost`; else null. */
export function remoteExchangeHost(line: ConnectionSummary): string | null {
  const named = line.kind === 'team' && line.exchange ? parseExchangeAddress(line.exchange) : null
  return named === null || named.signallingHost.startsWith('localhost:') ? null : named.signallingHost
}
