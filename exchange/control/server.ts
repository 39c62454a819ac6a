import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as v from 'valibot'
import type { Clock } from '../lib/clock.ts'
import {
  applyServerLimits,
  exceedsDepth,
  HTTP_TIMEOUTS,
  socketBudget,
  HANDSHAKE_LIMITS,
  portOf,
} from '../lib/http-server.ts'
import { errorMessage, type Log, errorLocation } from '../lib/log.ts'
import { createWebGuard } from '../lib/web-guard.ts'
import { ControlError, type Control } from './control.ts'
import { findRoute } from './routes.ts'
import { streamEvents } from './event-stream.ts'

export interface ControlServer {
  readonly port: number
  close(): Promise<void>
}

/** Enough for any parameters and messages. */
const MAX_BODY_BYTES = 1024 * 1024
const MAX_LEVELS = 100

/** Serves the control API. Everything but `/healthz` wants `Authorization: Bearer SECRET`. */
export async function startControlServer(
  options: {
    readonly host: string
    readonly port: number
    readonly secret: string
    readonly log: Log
    readonly clock: Clock
  },
  control: Control,
): Promise<ControlServer> {
  const { log, secret } = options
  const guard = createWebGuard({ name: 'control', ...options })
  const strangers = socketBudget(HANDSHAKE_LIMITS)
  const server = applyServerLimits(
    createServer(HTTP_TIMEOUTS, (request, response) => {
      answer(request, response).catch((error: unknown) => fail(response, error, log))
    }),
  )

  server.on('connection', (socket) => strangers.watch(socket))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const objection = guard.refusalReason(request)
    if (objection !== undefined) return json(response, 403, problem(objection))
    const url = addressOf(request.url ?? '/')
    if (!url) return json(response, 400, problem('That is no address'))
    const method = request.method ?? 'GET'
    if (url.pathname === '/healthz')
      return json(response, 200, { ok: true, lastEventId: control.lastEventId })
    if (!authorized(request.headers.authorization, secret)) {
      const wait = guard.recordFailure(request)
      if (wait !== undefined) {
        response.setHeader('Retry-After', String(wait))
        return json(response, 429, problem(`Too many wrong secrets. Try again in ${wait} seconds.`))
      }
      response.setHeader('WWW-Authenticate', 'Bearer')
      return json(
        response,
        401,
        problem('This needs the header "Authorization: Bearer" and the control secret'),
      )
    }
    strangers.release(request.socket)
    if (url.pathname === '/events' && method === 'GET') return streamEvents(request, response, url, control)
    const route = findRoute(method, url.pathname)
    if ('problem' in route) {
      if (route.allow !== undefined) response.setHeader('Allow', route.allow)
      return json(response, route.status, problem(route.problem))
    }
    const body = await bodyOf(request)
    json(response, route.status, route.run(control, route.id, body) ?? { ok: true })
  }

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve(portOf(server.address()))
    })
  })
  return {
    port,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function fail(response: ServerResponse, error: unknown, log: Log): void {
  if (response.headersSent) return void response.end()
  if (error instanceof ControlError) return json(response, error.status, problem(error.message))
  if (error instanceof BodyError) return json(response, error.status, problem(error.message))
  if (error instanceof v.ValiError) return json(response, 400, problem(issuesInWords(error)))
  log('error', 'control-failed', { problem: errorMessage(error), where: errorLocation(error) })
  json(response, 500, problem('The exchange failed to do this; its log says why'))
}

function issuesInWords(error: v.ValiError<v.GenericSchema>): string {
  return error.issues.map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`).join('; ')
}

class BodyError extends Error {
  readonly status: 400 | 413

  constructor(status: 400 | 413, message: string) {
    super(message)
    this.status = status
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new BodyError(413, `The body is larger than ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  if (size === 0) return {}
  const body = parsed(Buffer.concat(chunks).toString('utf8'))
  if (exceedsDepth(body, MAX_LEVELS))
    throw new BodyError(400, `The body nests deeper than ${MAX_LEVELS} levels`)
  return body
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BodyError(400, 'The body is not JSON')
  }
}

function addressOf(path: string): URL | undefined {
  return URL.canParse(path, 'http://control') ? new URL(path, 'http://control') : undefined
}

/** Compared by their hashes, so that neither length nor content shows in the time it takes. */
function authorized(header: string | undefined, secret: string): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1]
  const hash = (words: string): Buffer => createHash('sha256').update(words).digest()
  return given !== undefined && timingSafeEqual(hash(given), hash(secret))
}

function problem(message: string): { readonly message: string } {
  return { message }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(`${JSON.stringify(body)}\n`)
}
