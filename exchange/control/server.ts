import { createServer } from 'node:http'
import { SERVER_TIMEOUTS } from '../../common/http/server-limits.ts'
import type { Clock } from '../lib/clock.ts'
import { requestListener } from '../lib/http-app.ts'
import { applyServerLimits, HANDSHAKE_LIMITS, portOf, socketBudget } from '../lib/http-server.ts'
import type { Log } from '../lib/log.ts'
import { createWebGuard } from '../lib/web-guard.ts'
import { createControlApp } from './control-app.ts'
import type { Control } from './control.ts'

export interface ControlServer {
  readonly port: number
  close(): Promise<void>
}

export interface ControlServerOptions {
  readonly host: string
  readonly port: number
  readonly secret: string
  readonly log: Log
  readonly clock: Clock
}

/** Serves the control API over HTTP. Limits the sockets that have not authenticated. */
export async function startControlServer(
  options: ControlServerOptions,
  control: Control,
): Promise<ControlServer> {
  const guard = createWebGuard({ name: 'control', ...options })
  const unauthenticated = socketBudget(HANDSHAKE_LIMITS)
  const app = createControlApp({
    ...options,
    control,
    guard,
    onAuthenticated: (socket) => unauthenticated.release(socket),
  })
  const server = applyServerLimits(createServer(SERVER_TIMEOUTS, requestListener(app)))
  server.on('connection', (socket) => unauthenticated.watch(socket))

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
