import { Hono } from 'hono'
import { createAuthenticate } from './authenticate.ts'
import type { Config } from './config.ts'
import { type Env, refuse } from './http.ts'
import type { Clock, Log } from './log.ts'
import { healthRoutes } from './routes/health.ts'
import { tokenRoutes } from './routes/token.ts'
import { voiceRoutes } from './routes/voice.ts'

export type TokenServiceParts = { readonly config: Config; readonly clock: Clock; readonly log: Log }

/**
 * The token service as a Hono app. A path in `publicUrl` works as a prefix too, whether the
 * proxy in front strips it or not.
 */
export function createTokenService({ config, clock, log }: TokenServiceParts): Hono<Env> {
  const routes = new Hono<Env>()
    .route('/', healthRoutes())
    .route('/', tokenRoutes({ settings: config, authenticate: createAuthenticate(config.users, clock), log }))
    .route('/', voiceRoutes({ config, log }))

  const app = new Hono<Env>()
  const prefix = config.publicUrl === undefined ? '/' : new URL(config.publicUrl).pathname
  app.route('/', routes)
  if (prefix !== '/') app.route(prefix, routes)
  // The path of an unknown address stays out of the log: people paste secrets into addresses.
  app.notFound((c) => refuse(c, 404, 'not-found', 'There is nothing at this address.'))
  app.onError((error, c) => {
    log.warn('internal error', { name: error.name })
    return refuse(c, 500, 'internal', 'Something went wrong here. The log of the service says more.')
  })
  return app
}
