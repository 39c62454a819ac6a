import { Hono } from 'hono'
import { createAuthenticate } from './auth/authenticate.ts'
import type { Config, User } from './config.ts'
import { type Env, refuse } from './http/http.ts'
import { refuseWebPages } from './http/web-origin-guard.ts'
import { cleanText } from './auth/redact-secrets.ts'
import type { Clock, Log } from './log.ts'
import { healthRoutes } from './http/health-routes.ts'
import { tokenRoutes } from './tokens/token-routes.ts'
import { voiceRoutes } from './twiml/voice-routes.ts'

export type TokenServiceParts = {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  /** The users who may currently get tokens and make calls; default: the users of the configuration. */
  readonly users?: () => readonly User[]
  /** 'webhooks' leaves out `/token`, for a service that issues tokens over another channel. Default 'all'. */
  readonly routes?: 'all' | 'webhooks'
}

/**
 * The token service as a Hono app. A path in `publicUrl` works as a prefix too, whether the
 * proxy in front strips it or not.
 */
export function createTokenService(parts: TokenServiceParts): Hono<Env> {
  const { config, clock, log, users = () => config.users } = parts
  const routes = new Hono<Env>().route('/', healthRoutes())
  if (parts.routes !== 'webhooks')
    routes.route(
      '/',
      tokenRoutes({ settings: config, authenticate: createAuthenticate(users, clock), clock, log }),
    )
  routes.route('/', voiceRoutes({ config, users, clock, log }))

  const app = new Hono<Env>()
  app.use(refuseWebPages(config, log, clock))
  const prefix = config.publicUrl === undefined ? '/' : new URL(config.publicUrl).pathname
  app.route('/', routes)
  if (prefix !== '/') app.route(prefix, routes)
  // The path of an unknown address stays out of the log: people paste secrets into addresses.
  app.notFound((c) => refuse(c, 404, 'not-found', 'There is nothing at this address.'))
  app.onError((error, c) => {
    // The stack gives the location. The message may contain data of the request, so it is redacted.
    log.error('internal error', { problem: cleanText(error.stack ?? error.message) })
    return refuse(c, 500, 'internal', 'Something went wrong here. The log of the service says more.')
  })
  return app
}
