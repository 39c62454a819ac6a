import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'
import { fakeSdp } from './fake-media.ts'

const Message = v.object({
  type: v.string(),
  payload: v.optional(v.record(v.string(), v.unknown()), {}),
  version: v.literal('1.6'),
})
type Heard =
  | v.InferOutput<typeof Message>
  | { readonly type: '\n' | 'closed'; readonly payload: Record<string, unknown> }

/** A signalling client that sends single messages. */
export interface TestClient {
  readonly heard: EventRecorder<Heard>
  readonly open: boolean
  /** Number of messages of this type so far. */
  count(type: string): number
  /** Resolves with the payload of the n-th message of this type, from 0; waits for it if necessary. */
  next(type: string, nth?: number): Promise<Record<string, unknown>>
  send(type: string, payload: object): void
  sendText(text: string): void
  listen(token: string, reconnectTimeout?: number): void
  /** Sends `listen` and `register`; resolves when `ready` arrives. */
  register(token: string): Promise<void>
  /** Resolves when the exchange has processed all messages so far, and its messages have arrived. */
  settled(): Promise<void>
  /** Sends an answer to an invite. */
  accept(callsid: unknown, ufrag?: string): void
  /** Starts a call; returns its temporary SID. */
  invite(params?: Record<string, string>, ufrag?: string): string
  close(): void
}

/**
 * Opens a socket to an exchange. Rejects when it is refused. `host` is the name in its request, as if a resolver mapped that name to the
 * exchange.
 */
export async function connectClient(port: number, host?: string): Promise<TestClient> {
  // The certificate is self-signed. Other tests check it.
  const socket = new WebSocket(`wss://localhost:${port}/signal`, {
    rejectUnauthorized: false,
    family: 4,
    ...(host === undefined ? {} : { headers: { Host: host } }),
  })
  const heard = createEventRecorder<Heard>('client')
  let barriers = 0
  socket.on('message', (data) => {
    const text = Buffer.isBuffer(data) ? data.toString('utf8') : ''
    if (text === '\n') return heard.add({ type: '\n', payload: {} })
    heard.add(v.parse(Message, JSON.parse(text)))
  })
  socket.on('close', (code) => heard.add({ type: 'closed', payload: { code } }))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)

  const all = (type: string): readonly Heard[] => heard.entries.filter((message) => message.type === type)
  const client: TestClient = {
    heard,
    get open() {
      return socket.readyState === WebSocket.OPEN
    },
    count: (type) => all(type).length,
    async next(type, nth = 0) {
      await heard.waitFor(`${type} (${nth})`, () => all(type).length > nth)
      return all(type)[nth]?.payload ?? {}
    },
    send: (type, payload) => socket.send(JSON.stringify({ type, payload, version: '1.6' })),
    sendText: (text) => socket.send(text),
    listen: (token, reconnectTimeout = 0) =>
      client.send('listen', { token, browserinfo: {}, reconnectTimeout }),
    async register(token) {
      const before = client.count('ready')
      client.listen(token)
      client.send('register', { media: { audio: true } })
      await client.next('ready', before)
    },
    async settled() {
      // A message for an unknown call gets an error with the SID of that call.
      barriers += 1
      const callsid = `barrier-${barriers}`
      client.send('message', { callsid, content: {}, messagetype: 'x', voiceeventsid: callsid })
      await heard.waitFor(
        callsid,
        (message) => message.type === 'error' && message.payload['callsid'] === callsid,
      )
    },
    accept: (callsid, ufrag = randomUUID()) => client.send('answer', { callsid, sdp: fakeSdp(ufrag) }),
    invite(params = {}, ufrag = randomUUID()) {
      const callsid = `TJS${randomUUID()}`
      client.send('invite', {
        callsid,
        sdp: fakeSdp(ufrag),
        twilio: { params: new URLSearchParams(params).toString() },
      })
      return callsid
    },
    close: () => socket.terminate(),
  }
  return client
}
