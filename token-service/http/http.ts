import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Requests carry Node's own when a server runs the app, and nothing when a test calls it. */
export type Env = { Bindings: Partial<HttpBindings> }

/** Every refusal has the same shape: a fixed `error` for programs, a `message` for people. */
export function refuse(c: Context, status: ContentfulStatusCode, error: string, message: string): Response {
  return c.json({ error, message }, status, { 'Cache-Control': 'no-store' })
}

/** The answer to a known path asked in the wrong way. `allow` lists the right methods. */
export function methodRefusal(allow: string): (c: Context) => Response {
  return (c) => {
    c.header('Allow', allow)
    return refuse(c, 405, 'method-not-allowed', `This address answers ${allow} only.`)
  }
}

/** Reads a body of at most `limit` bytes as text; undefined when it is larger or broke off. */
export async function readBody(request: Request, limit: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined
  const reader = request.body?.getReader()
  if (reader === undefined) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return Buffer.concat(chunks).toString('utf8')
      size += value.length
      if (size > limit) return undefined
      chunks.push(value)
    }
  } catch {
    return undefined
  } finally {
    reader.releaseLock()
  }
}

type Connection = Env['Bindings'] | undefined

/** The query string exactly as it was sent, with its question mark; '' without one. */
export function rawQuery(connection: Connection, request: Request): string {
  const url = connection?.incoming?.url ?? request.url
  const start = url.indexOf('?')
  return start === -1 ? '' : url.slice(start)
}

/** Where the connection comes from. Forwarded headers are not believed: anyone can write them. */
export function remoteAddress(connection: Connection): string {
  return connection?.incoming?.socket?.remoteAddress ?? 'unknown'
}
