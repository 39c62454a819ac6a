import { createServer } from 'node:http'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'

interface WebhookRequest {
  readonly method: string
  readonly path: string
  readonly signature: string
  readonly parameters: Readonly<Record<string, string>>
}

export interface TwimlServer {
  readonly url: string
  readonly requests: EventRecorder<WebhookRequest>
  /** What a path answers from now on; a number is a bare HTTP status, `'never'` no answer at all. */
  answer(path: string, document: string | number | Uint8Array, contentType?: string): void
  close(): Promise<void>
}

/** A web application on loopback with configurable responses. */
export async function startTwimlServer(): Promise<TwimlServer> {
  const answers = new Map<
    string,
    { readonly document: string | number | Uint8Array; readonly contentType: string }
  >()
  const requests = createEventRecorder<WebhookRequest>('webhook')
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      requests.add({
        method: request.method ?? '',
        path: url.pathname,
        signature: String(request.headers['x-twilio-signature']),
        parameters: Object.fromEntries(
          request.method === 'GET' ? url.searchParams : new URLSearchParams(body),
        ),
      })
      const answer = answers.get(url.pathname)
      if (answer?.document === 'never') return
      const status = typeof answer?.document === 'number' ? answer.document : answer ? 200 : 404
      response.writeHead(status, { 'Content-Type': answer?.contentType ?? 'text/plain' })
      response.end(answer === undefined || typeof answer.document === 'number' ? '' : answer.document)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    answer: (path, document, contentType = 'text/xml') => void answers.set(path, { document, contentType }),
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
