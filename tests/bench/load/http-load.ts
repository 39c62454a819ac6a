import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'

/** How long each request took, in milliseconds; `seconds` is how long all of them took together. */
export interface Load {
  readonly latencies: readonly number[]
  readonly seconds: number
}

/**
 * Sends the same request over and over on some connections at once, each waiting for its answer, for about `ms`
 * milliseconds. The client is bare on purpose: what it costs would be taken for the server's. Rejects at the first
 * answer that is not a 200.
 */
export async function sendRequests(
  port: number,
  head: readonly string[],
  connections: number,
  ms: number,
): Promise<Load> {
  const request = `${[...head, `Host: 127.0.0.1:${port}`, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`
  const latencies: number[] = []
  const start = performance.now()
  const end = start + ms
  await Promise.all(Array.from({ length: connections }, () => oneConnection(port, request, end, latencies)))
  return { latencies, seconds: (performance.now() - start) / 1000 }
}

function oneConnection(port: number, request: string, end: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1')
    let answer = ''
    let sentAt = 0
    const send = (): void => {
      sentAt = performance.now()
      socket.write(request)
    }
    socket.on('connect', send).on('error', reject)
    socket.on('data', (text: string) => {
      answer += text
      const body = answer.indexOf('\r\n\r\n') + 4
      if (body < 4) return
      const length = Number(/^content-length: (\d+)/im.exec(answer.slice(0, body))?.[1])
      if (!answer.startsWith('HTTP/1.1 200') || Number.isNaN(length)) {
        socket.destroy()
        reject(new Error(`The server answered ${answer.slice(0, 80)}`))
        return
      }
      if (answer.length < body + length) return
      latencies.push(performance.now() - sentAt)
      answer = ''
      if (performance.now() < end) return send()
      socket.destroy()
      resolve()
    })
  })
}
