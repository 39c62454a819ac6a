import * as v from 'valibot'
import {
  type BundledServersConfig,
  BundledServersConfigSchema,
  type BundledServersInfo,
  type ExchangeConfig,
} from '../common/child-process/bundled-servers.ts'
import type { BundledProgram } from '../common/child-process/bundled-program.ts'
import type { JsonLog } from '../common/log/json-log.ts'

/**
 * Starts the servers of the configuration: both for the practice connection, the token service alone for the user's own Twilio
 * account. The modules of a server are loaded only if it is started. The token service starts first, because the exchange needs its
 * port.
 * @throws StartError, or another error whose message describes the problem.
 */
export async function startBundledServers(
  given: unknown,
  log: JsonLog,
): Promise<BundledProgram<BundledServersInfo>> {
  const config = v.parse(BundledServersConfigSchema, given)
  // Loads while the token service starts.
  if (config.exchange) import('../exchange/bundled.ts').catch(() => undefined)
  const tokenService = config.tokenService && (await startTokenService(config.tokenService, log))
  const exchangeConfig = withVoiceUrls(config, tokenService?.info.webhookPort ?? null)
  const exchange =
    exchangeConfig &&
    (await startExchange(exchangeConfig, log).catch(async (error: unknown) => {
      await tokenService?.close()
      throw error
    }))
  return {
    info: { tokenService: tokenService?.info ?? null, exchange: exchange?.info ?? null },
    handleRequest(name, body) {
      if (name === 'token' && tokenService) return tokenService.createToken(body)
      if (name === 'place-call' && exchange) return exchange.placeCall(body)
      throw new Error(`There is no request "${name.slice(0, 40)}".`)
    },
    async close() {
      await Promise.all([exchange?.close(), tokenService?.close()])
    },
  }
}

async function startTokenService(config: NonNullable<BundledServersConfig['tokenService']>, log: JsonLog) {
  const { startBundledTokenService } = await import('../token-service/bundled.ts')
  return startBundledTokenService(config, log)
}

async function startExchange(config: ExchangeConfig, log: JsonLog) {
  const { startBundledExchange } = await import('../exchange/bundled.ts')
  return startBundledExchange(config, (level, event, details) => log[level](event, details))
}

/** The exchange's configuration, with the webhooks of the token service for its TwiML App and its numbers. */
function withVoiceUrls(
  { exchange, tokenService }: BundledServersConfig,
  webhookPort: number | null,
): ExchangeConfig | null {
  if (exchange === null || tokenService === null || webhookPort === null) return exchange
  const base = `http://127.0.0.1:${webhookPort}/twiml`
  const numbers = Object.keys(tokenService.incoming ?? {})
  return {
    applications: { [tokenService.twimlAppSid]: { voiceUrl: `${base}/outgoing` } },
    numbers: Object.fromEntries(numbers.map((number) => [number, { voiceUrl: `${base}/incoming` }])),
    ...exchange,
  }
}
