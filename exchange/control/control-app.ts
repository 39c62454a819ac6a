import { createHash, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { NodeEnv } from '../lib/http-app.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import { errorLocation, type Log } from '../lib/log.ts'
import type { WebGuard } from '../lib/web-guard.ts'
import { ControlError, type Control } from './control.ts'
import { streamEvents } from './event-stream.ts'
import { json, problem } from './replies.ts'
import { addRoutes, BodyError } from './routes.ts'

export interface ControlAppDeps {
  readonly secret: string
  readonly log: Log
  readonly guard: WebGuard
  readonly control: Control
  /** Called with the socket of every request that has the secret. */
  readonly onAuthenticated: (socket: Socket) => void
}

/** The control API. Everything but `/healthz` requires `Authorization: Bearer SECRET`. */
export function createControlApp(deps: ControlAppDeps): Hono<NodeEnv> {
  const { secret, log, guard, control, onAuthenticated } = deps
  const app = new Hono<NodeEnv>({ getPath: decodedPath })

  app.use(async (c, next) => {
    const reason = guard.refusalReason(c.env.incoming)
    if (reason !== undefined) return json(403, problem(reason))
    if (!URL.canParse(c.env.incoming.url ?? '/', 'http://control'))
      return json(400, problem('The address of the request is invalid'))
    return next()
  })
  app.all('/healthz', () => json(200, { ok: true, lastEventId: control.lastEventId }))
  app.use(async (c, next) => {
    const { incoming } = c.env
    if (isAuthorized(incoming.headers.authorization, secret)) {
      onAuthenticated(incoming.socket)
      return next()
    }
    const wait = guard.recordFailure(incoming)
    if (wait === undefined)
      return json(401, problem('This needs the header "Authorization: Bearer" and the control secret'), {
        'WWW-Authenticate': 'Bearer',
      })
    return json(429, problem(`Too many wrong secrets. Try again in ${wait} seconds.`), {
      'Retry-After': String(wait),
    })
  })
  app.get('/events', (c) => {
    streamEvents(c.env.incoming, c.env.outgoing, control)
    return RESPONSE_ALREADY_SENT
  })
  addRoutes(app, control)
  app.notFound((c) => json(404, problem(`There is nothing at ${c.req.path}`)))
  app.onError((error) => {
    if (error instanceof ControlError || error instanceof BodyError)
      return json(error.status, problem(error.message))
    if (error instanceof v.ValiError) return json(400, problem(issuesText(error)))
    log('error', 'control-failed', { problem: errorMessage(error), where: errorLocation(error) })
    return json(500, problem('The request failed in the exchange. Its log has the reason.'))
  })
  return app
}

function issuesText(error: v.ValiError<v.GenericSchema>): string {
  return error.issues.map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`).join('; ')
}

/** Paths may be percent-encoded: `/numbers/%2B12025550100`. */
function decodedPath({ url }: Request): string {
  const { pathname } = new URL(url)
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** Compares hashes, so that the time it takes depends neither on the length nor on the content of the secret. */
function isAuthorized(header: string | undefined, secret: string): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1]
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(hash(given), hash(secret))
}
