import type { LineSummary } from '../../shared/ipc/contract.ts'
import { exchangeAddress } from '../../shared/domain/exchange-address.ts'

/** `host:port` of the exchange a line names, where that is another host than `localhost`; else null. */
export function farExchange(line: LineSummary): string | null {
  const named = line.kind === 'team' && line.exchange ? exchangeAddress(line.exchange) : null
  return named === null || named.signallingHost.startsWith('localhost:') ? null : named.signallingHost
}
