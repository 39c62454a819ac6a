import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { readLimited } from '../../common/http/limited-body.ts'

/** The bindings hold Node's request when a server runs the app, and nothing when a test calls it. */
export type Env = { Bindings: Partial<HttpBindings> }

/** Every refusal has the same form: a fixed `error` code for programs and a `message` for people. */
export function refuse(c: Context, status: ContentfulStatusCode, error: string, message: string): Response {
  return c.json({ error, message }, status, { 'Cache-Control': 'no-store' })
}

/** The reply to a known path with another method. `methods` are the allowed ones; `HEAD`, which follows from `GET`, is not listed. */
export function refuseMethod(c: Context, methods: readonly string[]): Response {
  const allow = methods.filter((method) => method !== 'HEAD').join(', ')
  c.header('Allow', allow)
  return refuse(c, 405, 'method-not-allowed', `This address accepts ${allow} only.`)
}

/**
 * Reads a body of at most `maxBytes` as text; undefined when it is larger or broke off. Not `hono/body-limit`: under
 * `@hono/node-server` 2.1 with `overrideGlobalObjects: false` it fails for a chunked body.
 */
export async function readBody(request: Request, maxBytes: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined
  try {
    const body = await readLimited(request.body, maxBytes)
    return body === undefined ? undefined : Buffer.from(body).toString('utf8')
  } catch {
    return undefined
  }
}

type Connection = Env['Bindings'] | undefined

/** The query string exactly as it was sent, with its question mark; '' if there is none. */
export function rawQuery(connection: Connection, request: Request): string {
  const url = connection?.incoming?.url ?? request.url
  const start = url.indexOf('?')
  return start === -1 ? '' : url.slice(start)
}

/** The remote address of the connection. Forwarded headers are ignored, because any client can send them. */
export function remoteAddress(connection: Connection): string {
  return connection?.incoming?.socket?.remoteAddress ?? 'unknown'
}
