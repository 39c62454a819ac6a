import { expect } from '@playwright/test'
import * as v from 'valibot'
import type { ExchangeEvent } from '../../../exchange/model/events.ts'
import type { Script } from '../../../exchange/model/script.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'

interface CallOrder {
  readonly from: string
  /** `+1...` runs the number's webhook; `client:name` rings that identity directly. */
  readonly to: string
  readonly party?: Script
  readonly callerName?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly timeout?: number
}

const Sid = v.object({ sid: v.string() })
const Report = v.object({ audio: v.nullable(v.object({ heardHz: v.nullable(v.number()) })) })

/** A running exchange by its control API, with everything that happens there as a journal. */
export interface ExchangeControl {
  readonly events: EventRecorder<ExchangeEvent>
  /** Waits for an event of this type about this identity, call or socket (whatever `wanted` names). */
  next<T extends ExchangeEvent['type']>(
    type: T,
    wanted?: Partial<Extract<ExchangeEvent, { type: T }>>,
    options?: { from?: number; timeoutMs?: number },
  ): Promise<Extract<ExchangeEvent, { type: T }>>
  /** Starts a call from outside; resolves with the CallSid of the caller's leg. */
  placeCall(order: CallOrder): Promise<string>
  /** Waits until the far end of a call receives a tone within 2 % of `hz`; resolves with its frequency in hertz. */
  heardAtFarEnd(sid: string, hz: number): Promise<number>
  request(method: string, path: string, body?: unknown): Promise<unknown>
  close(): void
}

/** Connects to the control API on loopback and to its event stream. Rejects when it does not answer. */
export async function connectControl(port: number, secret: string): Promise<ExchangeControl> {
  const base = `http://127.0.0.1:${port}`
  const headers = { Authorization: `Bearer ${secret}` }
  const events = createEventRecorder<ExchangeEvent>('exchange')
  const stop = new AbortController()
  const stream = await fetch(`${base}/events?since=0`, { headers, signal: stop.signal })
  if (!stream.ok || !stream.body) throw new Error(`The exchange's event stream answered ${stream.status}.`)
  void readEvents(stream.body, (event) => events.add(event)).catch(() => undefined)

  async function request(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(base + path, {
      method,
      headers: { ...headers, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    events,
    async next(type, wanted = {}, options = {}) {
      type Wanted = Extract<ExchangeEvent, { type: typeof type }>
      const isWanted = (event: ExchangeEvent): event is Wanted =>
        event.type === type && matches(event, wanted)
      const found = await events.waitFor(`${type} ${JSON.stringify(wanted)}`, isWanted, options)
      if (!isWanted(found)) throw new Error('unreachable')
      return found
    },
    request,
    async heardAtFarEnd(sid, hz) {
      let heard: number | null = null
      await expect(async () => {
        heard = v.parse(Report, await request('GET', `/calls/${sid}`)).audio?.heardHz ?? null
        expect(Math.abs((heard ?? 0) - hz), `hertz off ${hz}; heard ${heard}`).toBeLessThan(hz * 0.02)
      }).toPass({ timeout: 10_000, intervals: [100] })
      return heard ?? 0
    },
    placeCall: async (order) => v.parse(Sid, await request('POST', '/calls', order)).sid,
    close: () => stop.abort(),
  }
}

function matches(event: object, wanted: object): boolean {
  const facts = new Map<string, unknown>(Object.entries(event))
  return Object.entries(wanted).every(([key, value]) => facts.get(key) === value)
}

/** Server-sent events: each message's `data:` is one JSON object. */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  take: (event: ExchangeEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const messages = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n')
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const data = message.split('\n').find((line) => line.startsWith('data:'))
      if (data !== undefined) take(JSON.parse(data.slice('data:'.length)))
    }
  }
}
