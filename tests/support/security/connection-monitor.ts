import { createServer } from 'node:http'
import { once } from 'node:events'

/** A server on this machine that must not be reached. It counts its connections. */
export interface ConnectionMonitor {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** Connections so far, whatever was said on them. */
  readonly connections: number
  close(): Promise<void>
}

export async function startConnectionMonitor(): Promise<ConnectionMonitor> {
  let connections = 0
  const server = createServer((_request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('<script>document.title = "in"</script>')
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    host: `127.0.0.1:${address.port}`,
    get connections() {
      return connections
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
