import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ExchangeEvent } from '../model/events.ts'
import type { Control } from './control.ts'

const MAX_UNREAD_BYTES = 8 * 1024 * 1024

/**
 * Server-sent events, without end. `?since=ID` (or the `Last-Event-ID` of a reconnecting reader) brings what
 * happened after that event first; without either it starts from now. No event is missed or told twice between.
 */
export function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  control: Control,
): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'keep-alive',
  })
  response.write(': listening\n\n')
  const write = (event: ExchangeEvent): void => {
    // Who does not read is dropped, and may come back with the id it heard last.
    if (response.writableLength > MAX_UNREAD_BYTES) return void response.destroy()
    response.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  const since = url.searchParams.get('since') ?? request.headers['last-event-id']
  if (typeof since === 'string' && /^\d+$/.test(since)) control.eventsSince(Number(since)).forEach(write)
  const stop = control.on(write)
  response.on('close', stop)
}
