import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { readLimited } from '../../common/http/limited-body.ts'

/** Handlers can use Node's own request and response. */
export type NodeEnv = { Bindings: HttpBindings }

/** Serves a Hono app with a server of Node. A request with an invalid `Host` gets status 400. */
export function requestListener(
  app: Hono<NodeEnv>,
): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false, hostname: 'localhost' })
  return (request, response) => void listener(request, response)
}

/**
 * The body as text; undefined when it has more than `maxBytes`. Not `hono/body-limit`: under `@hono/node-server` 2.1 with
 * `overrideGlobalObjects: false` it fails for a chunked body.
 */
export async function bodyText(c: Context<NodeEnv>, maxBytes: number): Promise<string | undefined> {
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) return undefined
  const body = await readLimited(c.req.raw.body, maxBytes)
  return body && Buffer.from(body).toString('utf8')
}
