import type { IncomingMessage } from 'node:http'
import { Hono } from 'hono'
import type { NodeEnv } from '../lib/http-app.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import { errorLocation, type Log } from '../lib/log.ts'
import { createWebGuard } from '../lib/web-guard.ts'
import { API_VERSION } from '../model/api-version.ts'
import type { EventLog } from '../model/events.ts'
import { isTwilioName } from '../signalling/edge-locations.ts'
import type { MountedApi } from '../signalling/http-app.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import { checkCredentials, isSameMachine } from './auth.ts'
import { createCallbacks } from './callbacks.ts'
import { createCalls, type CallsDeps } from './calls.ts'
import { errorResponse, notFound, RestError } from './errors.ts'
import { addRoutes } from './routes.ts'

interface RestApiDeps extends Omit<CallsDeps, 'accountSid' | 'callbacks'> {
  readonly account: Parameters<typeof checkCredentials>[0] & { readonly sid: string }
  readonly events: EventLog
  readonly log: Log
  readonly webhooks: Webhooks
  /** The address on which the exchange listens. */
  readonly host: string
}

export type RestApiFactory = (deps: RestApiDeps) => MountedApi

/** `api.twilio.com`, `api.EDGE.REGION.twilio.com` */
const HOST = /^api(?:\.[a-z0-9-]{1,30}){0,2}\.twilio\.com(?::\d+)?$/i

/** The part of Twilio's REST API that concerns calls of clients. */
export const createRestApi: RestApiFactory = (deps) => {
  const { account, clock, events, host, log, webhooks } = deps
  const guard = createWebGuard({ name: 'rest', host, isOwnName: isTwilioName, log, clock })
  const accepts = checkCredentials(account)
  const callbacks = createCallbacks({ accountSid: account.sid, clock, events, log, webhooks })
  const calls = createCalls({ ...deps, callbacks, accountSid: account.sid })

  const app = new Hono<NodeEnv>()
  app.use(async (c, next) => {
    const { incoming } = c.env
    // Only programs on the exchange's own machine may place calls, as with the control API.
    if (!isSameMachine(incoming.socket))
      throw new RestError(403, 20003, 'This API is available on the machine of the exchange only')
    const reason = guard.refusalReason(incoming)
    if (reason !== undefined) throw new RestError(403, 20003, reason)
    if (accepts(incoming.headers.authorization)) return next()
    const wait = guard.recordFailure(incoming)
    if (wait === undefined)
      throw new RestError(401, 20003, 'Authenticate', { 'WWW-Authenticate': 'Basic realm="Twilio API"' })
    throw new RestError(429, 20429, `Too many wrong credentials. Try again in ${wait} seconds.`, {
      'Retry-After': String(wait),
    })
  })
  addRoutes(app, calls, account.sid)
  app.notFound((c) => errorResponse(notFound(c.req.path)))
  app.onError((error) => {
    if (error instanceof RestError) return errorResponse(error)
    log('error', 'rest-failed', { problem: errorMessage(error), where: errorLocation(error) })
    return errorResponse(
      new RestError(500, 20500, 'The request failed in the exchange. Its log has the reason.'),
    )
  })
  return { matches, app, close: () => callbacks.close() }
}

/** Every request to Twilio's name of the API; no request to one of Twilio's other names. */
function matches({ headers: { host = '' }, url = '' }: IncomingMessage): boolean {
  return HOST.test(host) || (!isTwilioName(host) && url.startsWith(`/${API_VERSION}/`))
}
