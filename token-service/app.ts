import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { createAuthenticate } from './auth/authenticate.ts'
import type { Config, User } from './config.ts'
import { type Env, refuse, refuseMethod } from './http/http.ts'
import { refuseForeignOrigins } from './http/web-origin-guard.ts'
import { redactSecrets } from './auth/redact-secrets.ts'
import type { JsonLog } from '../common/log/json-log.ts'
import { healthRoutes } from './http/health-routes.ts'
import { tokenRoutes } from './tokens/token-routes.ts'
import { voiceRoutes } from './twiml/voice-routes.ts'

export type TokenServiceDeps = {
  readonly config: Config
  readonly clock: () => number
  readonly log: JsonLog
  /** The users who may currently get tokens and make calls; default: the users of the configuration. */
  readonly users?: () => readonly User[]
  /** 'webhooks' leaves out `/token`, for a service that issues tokens over another channel. Default 'all'. */
  readonly routes?: 'all' | 'webhooks'
}

/**
 * The token service as a Hono app. A path in `publicUrl` works as a prefix too, whether the
 * proxy in front strips it or not.
 */
export function createTokenService(parts: TokenServiceDeps): Hono<Env> {
  const { config, clock, log, users = () => config.users } = parts
  const routes = new Hono<Env>().route('/', healthRoutes())
  if (parts.routes !== 'webhooks')
    routes.route(
      '/',
      tokenRoutes({ settings: config, authenticate: createAuthenticate(users, clock), clock, log }),
    )
  routes.route('/', voiceRoutes({ config, users, clock, log }))

  const app = new Hono<Env>()
  app.use(refuseForeignOrigins(config, log, clock))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
  const prefix = config.publicUrl === undefined ? '/' : new URL(config.publicUrl).pathname
  app.route('/', routes)
  if (prefix !== '/') app.route(prefix, routes)
  // The path of an unknown address is not logged: it may contain a secret that a user pasted.
  app.notFound((c) => refuse(c, 404, 'not-found', 'There is nothing at this address.'))
  app.onError((error, c) => {
    // The stack gives the location. The message may contain data of the request, so it is redacted.
    log.error('internal error', { problem: redactSecrets(error.stack ?? error.message) })
    return refuse(c, 500, 'internal', 'Internal error. The log of the service has the details.')
  })
  return app
}
