import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { BundledServers } from './servers/bundled-servers.ts'
import type { AccountConfig } from '../settings/connection-profile.ts'
import type { LineSource } from './connection.ts'
import { requestServiceToken } from './tokens/service-token.ts'

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
