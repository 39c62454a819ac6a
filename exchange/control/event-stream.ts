import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ExchangeEvent } from '../model/events.ts'
import type { Control } from './control.ts'

/** More unread output than this ends the stream. The client may reconnect with the id of its last event. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024

/**
 * Sends server-sent events without end. With `?since=ID`, or `Last-Event-ID` in a reconnection, the events after that id come first;
 * otherwise the stream starts with the next event. No event is lost or repeated in between. Uses Node's response, which reports how
 * much a slow client has not read.
 */
export function streamEvents(request: IncomingMessage, response: ServerResponse, control: Control): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'keep-alive',
  })
  response.write(': listening\n\n')
  const write = (event: ExchangeEvent): void => {
    if (response.writableLength > MAX_UNREAD_BYTES) return void response.destroy()
    response.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  const { searchParams } = new URL(request.url ?? '/', 'http://control')
  const since = searchParams.get('since') ?? request.headers['last-event-id']
  if (typeof since === 'string' && /^\d+$/.test(since)) control.eventsSince(Number(since)).forEach(write)
  const stop = control.on(write)
  response.on('close', stop)
}
