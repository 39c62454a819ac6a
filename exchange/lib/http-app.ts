import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'

/** Handlers can use Node's own request and response. */
export type NodeEnv = { Bindings: HttpBindings }

/** Serves a Hono app with a server of Node. A request with an invalid `Host` gets status 400. */
export function requestListener(
  app: Hono<NodeEnv>,
): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false, hostname: 'localhost' })
  return (request, response) => void listener(request, response)
}
