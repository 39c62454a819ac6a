import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { StartBundledServers } from './servers/bundled-servers.ts'
import type { AccountProfile } from '../settings/connection-profile.ts'
import type { Connection } from './connection.ts'
import { requestServiceToken } from './tokens/service-token.ts'

export interface AccountConnectionDeps {
  readonly startServers: StartBundledServers
  readonly clock: () => Timestamp
  readonly redactor: Redactor
}

/**
 * The connection for the person’s own Twilio account. The bundled token service signs with their API key, and calls go through
 * Twilio. An invalid key is noticed only at registration.
 */
export async function openAccountConnection(
  profile: AccountProfile,
  apiKeySecret: string,
  { startServers, clock, redactor }: AccountConnectionDeps,
): Promise<Connection> {
  redactor.hide(apiKeySecret)
  const { identity, accountSid, apiKeySid, twimlAppSid, callerId } = profile
  const tokenService = { accountSid, apiKeySid, apiKeySecret, twimlAppSid, callerId, users: [{ identity }] }
  const service = await startServers('The token service', { tokenService, exchange: null })
  return {
    signallingHost: null,
    fingerprint: null,
    fetchAccessToken: () => requestServiceToken(service, { identity, signallingHost: null }, clock),
    checkExchange: null,
    callMe: null,
    onRestarted: (listener) => {
      service.onRestarted(listener)
    },
    onFailed: (listener) => {
      service.onFailed(listener)
    },
    close: () => service.close(),
  }
}
