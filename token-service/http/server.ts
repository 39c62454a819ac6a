import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createConnectionBudget, createSocketBudget } from '../../common/http/connection-budget.ts'
import { isLoopbackName } from '../../common/http/web-origin.ts'
import { createTokenService, type TokenServiceDeps } from '../app.ts'
import { type Config, MAX_CLIENTS } from '../config.ts'
import { MAX_HEADERS } from '../../common/http/server-limits.ts'
import { SERVER_LIMITS, type ServerLimits } from './limits.ts'
import type { JsonLog } from '../../common/log/json-log.ts'
import { maskNumber } from '../twiml/destination.ts'

export type RunningService = {
  readonly port: number
  /** The address of the service, without a trailing slash. */
  readonly url: string
  /** Accepts no new request, waits at most `graceMs` for those in progress, then closes. May be called twice. */
  readonly close: () => Promise<void>
}

export type ServerDeps = {
  readonly config: Config
  readonly clock?: () => number
  readonly log: JsonLog
  /** Milliseconds for requests in progress after `close`. */
  readonly graceMs?: number
  readonly limits?: ServerLimits
} & Pick<TokenServiceDeps, 'users' | 'routes'>

/**
 * Starts the service. Port 0: any free port. Without a `publicUrl` the service's own address is used, which is correct for the exchange
 * on the same computer. Rejects when it cannot listen on the port.
 */
export async function startTokenService(parts: ServerDeps): Promise<RunningService> {
  const { config, clock = Date.now, log, graceMs = 10_000, limits = SERVER_LIMITS } = parts
  const server = createServer(limits)
  // A second limit: the budgets close single connections before this number is reached.
  server.maxConnections = limits.maxIdle + limits.maxBusy + 1
  server.maxHeadersCount = MAX_HEADERS
  const port = await listen(server, config.host, config.port)
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const { users, routes } = parts
  const app = createTokenService({
    config: { ...config, publicUrl: config.publicUrl ?? url },
    clock,
    log,
    ...(users && { users }),
    ...(routes && { routes }),
  })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })

  let closing: Promise<void> | undefined
  const budget = (max: number, graceMs: number) =>
    createSocketBudget<Socket>(createConnectionBudget(() => performance.now(), { max, graceMs }))
  const idle = budget(limits.maxIdle, 0)
  const busy = budget(limits.maxBusy, limits.graceMs)
  server.on('connection', (socket: Socket) => idle.watch(socket))
  server.on('request', (request, response) => {
    const { socket } = request
    idle.release(socket)
    busy.watch(socket)
    response.once('close', () => {
      busy.release(socket)
      idle.watch(socket)
    })
    // A kept-alive connection would keep the server open after its last response.
    if (closing !== undefined) response.setHeader('Connection', 'close')
    response.once('finish', () => closing !== undefined && setImmediate(() => server.closeIdleConnections()))
    void listener(request, response)
  })
  warnAboutConfig(config, log)
  // The address to enter in Offhook's Settings.
  log.info('listening', { host: config.host, port, tokenAddress: `${config.publicUrl ?? url}/token` })

  return {
    port,
    url,
    close: () => (closing ??= shutDown(server, graceMs).then(() => log.info('stopped'))),
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function shutDown(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
  })
}

/** Warns of valid settings that are probably mistakes. */
function warnAboutConfig(config: Config, log: JsonLog): void {
  // No warning: a service for TwiML Bins needs no webhooks.
  if (config.authToken === undefined) log.info('webhooks off', { missing: 'authToken' })
  else if (config.callerId === undefined)
    log.warn('calls to numbers will be refused', { missing: 'callerId' })
  else if (config.allowedPrefixes === undefined)
    log.info('every number may be dialled', { missing: 'allowedPrefixes' })
  if (!isLoopbackName(config.host)) {
    log.warn('secrets arrive here without encryption', {
      host: config.host,
      fix: 'let only a proxy with TLS reach this address',
    })
  }
  for (const [number, identities] of Object.entries(config.incoming)) {
    const clients = new Set(identities).size
    if (clients > MAX_CLIENTS) {
      log.warn('calls to this number will be refused', {
        number: maskNumber(number),
        clients,
        most: MAX_CLIENTS,
      })
    }
  }
}
