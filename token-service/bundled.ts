import * as v from 'valibot'
import { TokenRequestSchema } from '../common/child-process/protocol.ts'
import {
  type BundledServer,
  runBundledProgram,
  StartProblems,
} from '../common/child-process/bundled-program.ts'
import { createAccessToken } from './tokens/access-token.ts'
import { parseConfig } from './config.ts'
import { errorMessage } from '../common/lib/error-message.ts'
import { createJsonLog } from '../common/log/json-log.ts'
import { startTokenService } from './http/server.ts'

/**
 * The service as a child process of the app. Tokens are issued over the channel to the app only. With an
 * auth token in its configuration it also listens, on a free port of this machine, for the voice webhooks of the practice
 * exchange; that port has no `/token`.
 */
const log = createJsonLog((line) => process.stdout.write(line), Date.now)

async function start(given: unknown): Promise<BundledServer> {
  const parsed = parseConfig(given)
  if (!parsed.ok) throw new StartProblems(parsed.problems)
  // Overrides the message: loopback only, and an unpredictable port.
  const config = { ...parsed.config, host: '127.0.0.1', port: 0 }
  const service =
    config.authToken === undefined
      ? undefined
      : await startTokenService({ config, log, routes: 'webhooks' }).catch((error: unknown) => {
          throw new StartProblems([`The token service could not start: ${errorMessage(error)}`])
        })
  return {
    facts: { port: service?.port ?? null },
    answer(name, body) {
      if (name !== 'token') throw new Error(`The token service has no request "${name}".`)
      const { identity } = v.parse(TokenRequestSchema, body)
      if (!config.users.some((user) => user.identity === identity))
        throw new Error('The token service has no such user.')
      const { token, expiresAt } = createAccessToken(config, identity)
      log.info('token issued', { identity, expiresAt })
      return { token }
    },
    close: async () => service?.close(),
  }
}

runBundledProgram(process, {
  start,
  log: (level, event, details) => log[level](event, details),
})
