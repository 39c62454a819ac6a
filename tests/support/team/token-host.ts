import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A token address that answers whatever a test wants. On loopback only. */
export interface TokenHost {
  readonly url: string
  /** What it was asked with, in order. */
  readonly asked: readonly { readonly method: string; readonly authorization: string | undefined }[]
  /** From now on it answers like this. */
  answers(answer: Answer): void
  close(): Promise<void>
}

export async function startTokenHost(answer: Answer): Promise<TokenHost> {
  const asked: { method: string; authorization: string | undefined }[] = []
  let current = answer
  const server = createServer((request, response) => {
    asked.push({ method: request.method ?? '', authorization: request.headers.authorization })
    current(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/token`,
    asked,
    answers(next) {
      current = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Responds with JSON to this method and with 405 to all others, as Express and Flask apps do. */
export const json =
  (body: unknown, method?: 'GET' | 'POST'): Answer =>
  (request, response) => {
    if (method !== undefined && request.method !== method) {
      response.writeHead(405, { Allow: method }).end()
      return
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }

export const status =
  (code: number): Answer =>
  (_request, response) => {
    response.writeHead(code).end()
  }

export const html: Answer = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Sign in</title>')
}

export const redirect: Answer = (_request, response) => {
  response.writeHead(302, { Location: 'http://127.0.0.1:9/elsewhere' }).end()
}

/** JSON of `bytes` bytes with a token somewhere near its end. */
export const huge =
  (bytes: number, token: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ padding: 'x'.repeat(bytes), token }))
  }

/** Accepts the request and never responds. */
export const silence: Answer = () => undefined
