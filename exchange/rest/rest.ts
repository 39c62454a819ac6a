import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorMessage, type Log, errorLocation } from '../lib/log.ts'
import { isTwilioName } from '../signalling/edge-locations.ts'
import type { WebRequests } from '../signalling/sdk-http.ts'
import { createWebGuard } from '../lib/web-guard.ts'
import { checkCredentials, isSameMachine } from './auth.ts'
import { createCalls, type CallsDeps } from './calls.ts'
import { errorBody, RestError } from './errors.ts'
import { API_VERSION } from '../model/api-version.ts'
import { findRoute } from './routes.ts'

export interface RestDeps extends Omit<CallsDeps, 'accountSid'> {
  readonly account: Parameters<typeof checkCredentials>[0]
  readonly log: Log
  /** Where the exchange listens. */
  readonly host: string
}

/** Room for 4000 characters of TwiML, however they are encoded, and all the rest. */
const MAX_BODY_BYTES = 64 * 1024
/** `api.twilio.com`, `api.EDGE.REGION.twilio.com` */
const HOST = /^api(?:\.[a-z0-9-]{1,30}){0,2}\.twilio\.com(?::\d+)?$/i

/** The part of Twilio's REST API that is about calls of clients; what it is not asked goes to `next`. */
export function answerRest(deps: RestDeps, next: WebRequests): WebRequests {
  const { account, clock, host, log } = deps
  const guard = createWebGuard({ name: 'rest', host, isOwnName: isTwilioName, log, clock })
  const accepts = checkCredentials(account)
  const calls = createCalls({ ...deps, accountSid: account.sid })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const [path = '', query = ''] = (request.url ?? '/').split('?', 2)
    // Whoever may cause calls sits at this machine, as with the control API.
    if (!isSameMachine(request.socket))
      throw new RestError(403, 20003, 'This exchange takes orders from its own machine only')
    const objection = guard.refusalReason(request)
    if (objection !== undefined) throw new RestError(403, 20003, objection)
    if (!accepts(request.headers.authorization)) {
      const wait = guard.recordFailure(request)
      if (wait !== undefined) {
        response.setHeader('Retry-After', String(wait))
        throw new RestError(429, 20429, `Too many wrong credentials. Try again in ${wait} seconds.`)
      }
      response.setHeader('WWW-Authenticate', 'Basic realm="Twilio API"')
      throw new RestError(401, 20003, 'Authenticate')
    }
    const route = findRoute(method, path, account.sid)
    const body = route.run(calls, method === 'POST' ? await formOf(request) : query)
    respond(response, route.status, body)
  }

  return (request, response) => {
    if (!isMeant(request)) return next(request, response)
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.end()
      if (error instanceof RestError) return respond(response, error.status, errorBody(error))
      log('error', 'rest-failed', { problem: errorMessage(error), where: errorLocation(error) })
      const failed = new RestError(500, 20500, 'The exchange failed to do this; its log says why')
      respond(response, failed.status, errorBody(failed))
    })
  }
}

/** Under Twilio's name for it all is meant for the REST API, under its other names nothing. */
function isMeant({ headers: { host = '' }, url = '' }: IncomingMessage): boolean {
  return HOST.test(host) || (!isTwilioName(host) && url.startsWith(`/${API_VERSION}/`))
}

async function formOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > MAX_BODY_BYTES)
      throw new RestError(413, 20001, `The body is larger than ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  const type = request.headers['content-type'] ?? ''
  if (size > 0 && !/^application\/x-www-form-urlencoded\b/i.test(type))
    throw new RestError(400, 20001, 'The body must be application/x-www-form-urlencoded')
  return Buffer.concat(chunks).toString('utf8')
}

function respond(response: ServerResponse, status: number, body: object | void): void {
  if (!body) return void response.writeHead(status).end()
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
