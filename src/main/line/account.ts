import type { Redactor } from '../redact.ts'
import type { BundledServers } from './bundled-servers.ts'
import { fetchToken, type FetchTokenEdges } from './fetch-token.ts'
import type { AccountConfig } from './line-config.ts'
import type { LineSource } from './line-source.ts'

export interface AccountEdges {
  readonly servers: BundledServers
  readonly local: FetchTokenEdges
  readonly hex: (bytes: number) => string
  readonly redactor: Redactor
}

/**
 * The person's own Twilio account: the bundled token service signs with their key, calls run at Twilio. Whether
 * Twilio knows the key shows only when the phone registers.
 */
export async function openAccountLine(
  config: AccountConfig,
  apiKeySecret: string,
  { servers, local, hex, redactor }: AccountEdges,
): Promise<LineSource> {
  const userSecret = hex(24)
  redactor.hide(userSecret)
  redactor.hide(apiKeySecret)
  const { identity, accountSid, apiKeySid, twimlAppSid, callerId } = config
  const service = await servers.tokenService({
    accountSid,
    apiKeySid,
    apiKeySecret,
    twimlAppSid,
    callerId,
    users: [{ identity, secret: userSecret }],
  })
  const url = `http://127.0.0.1:${service.facts.port}/token`
  return {
    signallingHost: null,
    fingerprint: null,
    fetchTicket: () => fetchToken({ url, method: 'POST', secret: userSecret, signallingHost: null }, local),
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
