import * as v from 'valibot'
import {
  type BundledServersInfo,
  type TokenServiceConfig,
  type TokenReplySchema,
  TokenRequestSchema,
} from '../common/child-process/bundled-servers.ts'
import { StartError } from '../common/child-process/bundled-program.ts'
import { errorMessage } from '../common/lib/error-message.ts'
import type { JsonLog } from '../common/log/json-log.ts'
import { parseConfig } from './config.ts'
import { startTokenService } from './http/server.ts'
import { createAccessToken } from './tokens/access-token.ts'

/** The token service inside the app. */
export interface BundledTokenService {
  readonly info: NonNullable<BundledServersInfo['tokenService']>
  /**
   * Creates an AccessToken for a user of the configuration.
   * @throws Error for an invalid request and for an unknown user.
   */
  createToken(request: unknown): v.InferOutput<typeof TokenReplySchema>
  close(): Promise<void>
}

/**
 * Starts the service without `/token`: tokens are issued to the app only, over the channel to its process. With an auth token in its
 * configuration it listens on a free port of this machine for the voice webhooks of the practice exchange.
 * @throws StartError
 */
export async function startBundledTokenService(
  given: TokenServiceConfig,
  log: JsonLog,
): Promise<BundledTokenService> {
  const parsed = parseConfig(given)
  if (!parsed.ok) throw new StartError(parsed.problems)
  const config = { ...parsed.config, host: '127.0.0.1', port: 0 }
  const service =
    config.authToken === undefined
      ? null
      : await startTokenService({ config, log, routes: 'webhooks' }).catch((error: unknown) => {
          throw new StartError([`The token service could not start: ${errorMessage(error)}`])
        })
  return {
    info: { webhookPort: service?.port ?? null },
    createToken(request) {
      const { identity } = v.parse(TokenRequestSchema, request)
      if (!config.users.some((user) => user.identity === identity))
        throw new Error('The token service has no such user.')
      const { token, expiresAt } = createAccessToken(config, identity)
      log.info('token issued', { identity, expiresAt })
      return { token }
    },
    close: async () => service?.close(),
  }
}
