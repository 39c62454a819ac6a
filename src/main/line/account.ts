import type { Timestamp } from '../../shared/phone.ts'
import type { Redactor } from '../redact.ts'
import type { BundledServers } from './bundled-servers.ts'
import type { AccountConfig } from './line-config.ts'
import type { LineSource } from './line-source.ts'
import { requestServiceToken } from './service-token.ts'

export interface AccountEdges {
  readonly servers: BundledServers
  readonly clock: () => Timestamp
  readonly redactor: Redactor
}

/**
 * The person's own Twilio account: the bundled token service signs with their key, calls run at Twilio. Whether
 * Twilio knows the key shows only when the phone registers.
 */
export async function openAccountLine(
  config: AccountConfig,
  apiKeySecret: string,
  { servers, clock, redactor }: AccountEdges,
): Promise<LineSource> {
  redactor.hide(apiKeySecret)
  const { identity, accountSid, apiKeySid, twimlAppSid, callerId } = config
  const service = await servers.tokenService({
    accountSid,
    apiKeySid,
    apiKeySecret,
    twimlAppSid,
    callerId,
    users: [{ identity }],
  })
  return {
    signallingHost: null,
    fingerprint: null,
    fetchTicket: () => requestServiceToken(service, { identity, signallingHost: null }, clock),
    checkExchange: null,
    callMe: null,
    onBack: (listener) => {
      service.onBack(listener)
    },
    onGone: (listener) => {
      service.onGone(listener)
    },
    close: () => service.close(),
  }
}
