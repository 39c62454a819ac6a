import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** One route to a host, from the system's proxy settings. */
export type ProxyRoute =
  | { readonly kind: 'direct' }
  /** An HTTP proxy that supports CONNECT; `secure`: over TLS. */
  | { readonly kind: 'http'; readonly host: string; readonly port: number; readonly secure: boolean }
  /** A SOCKS proxy or any other kind. */
  | { readonly kind: 'other' }

const ROUTE = /^(PROXY|HTTPS)\s+(\[[^\]]+\]|[^\s:]+):(\d{1,5})$/i

/** Parses the result of `session.resolveProxy`, for example `PROXY proxy.example:3128; DIRECT`, into routes in order. */
export function readProxyRoutes(answer: string): readonly ProxyRoute[] {
  const entries = answer.split(';').map((entry) => entry.trim())
  return entries.filter(Boolean).map((entry): ProxyRoute => {
    if (/^DIRECT$/i.test(entry)) return { kind: 'direct' }
    const [, kind = '', host = '', port = ''] = ROUTE.exec(entry) ?? []
    if (host === '') return { kind: 'other' }
    return {
      kind: 'http',
      host: host.replaceAll(/[[\]]/g, ''),
      port: Number(port),
      secure: kind.toUpperCase() === 'HTTPS',
    }
  })
}

/** The limit for a proxy's reply to CONNECT, in bytes. */
const MAX_HEAD = 8_192

/**
 * Opens a connection to `host:port` through an HTTP proxy. Null if the proxy refuses: it may require a password, or it cannot reach
 * the host. Never rejects. `signal` aborts the attempt.
 */
export function connectThroughProxy(
  proxy: Extract<ProxyRoute, { readonly kind: 'http' }>,
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket | null> {
  return new Promise((resolve) => {
    const address = { host: proxy.host, port: proxy.port }
    const socket = proxy.secure
      ? connectTls({ ...address, servername: proxy.host })
      : connectTcp({ ...address })
    let head = ''
    const finish = (made: boolean) => {
      signal.removeEventListener('abort', fail)
      socket.removeListener('data', read)
      socket.removeListener('error', fail)
      socket.removeListener('close', fail)
      if (made) return resolve(socket)
      socket.on('error', () => undefined)
      socket.destroy()
      resolve(null)
    }
    const fail = () => finish(false)
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (head.includes('\r\n\r\n')) finish(/^HTTP\/1\.[01] 200\b/.test(head))
      else if (head.length > MAX_HEAD) fail()
    }
    socket.on('data', read)
    socket.on('error', fail)
    socket.on('close', fail)
    signal.addEventListener('abort', fail)
    if (signal.aborted) return fail()
    socket.once(proxy.secure ? 'secureConnect' : 'connect', () => {
      socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`)
    })
  })
}
