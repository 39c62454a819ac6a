import { onTestFinished } from 'vitest'
import { createExchange, type Exchange, type ExchangeDeps } from '../../../exchange/exchange.ts'
import type { ExchangeConfigInput } from '../../../exchange/config.ts'
import type { ExchangeEvent } from '../../../exchange/model/events.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'
import { createRestApi } from '../../../exchange/rest/rest-api.ts'
import { createFakeAudio } from './fake-audio.ts'
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts'
import { signTestToken } from './sign-token.ts'
import { createFakeMedia, type FakeLeg } from './fake-media.ts'
import { connectClient, type TestClient } from './test-client.ts'
import { startTwimlServer, type TwimlServer } from './twiml-server.ts'

export const apiKey = `SK${'b'.repeat(32)}`
export const applicationSid = `AP${'c'.repeat(32)}`
export const account = {
  sid: `AC${'a'.repeat(32)}`,
  authToken: 'an-auth-token-of-some-length',
  apiKeys: { [apiKey]: 'an-api-key-secret-of-some-length' },
}
export const ownNumber = '+12025550100'
export const controlSecret = 'a-control-secret-of-some-length'

interface TokenOptions {
  readonly ttlSeconds?: number
  readonly incoming?: boolean
  /** Whether it names the application, so that the client may call. */
  readonly outgoing?: boolean
}

/** An exchange with fake media, sounds and clock, a web application, and signalling clients. */
export interface Testbed {
  readonly exchange: Exchange
  readonly clock: FakeClock
  readonly legs: readonly FakeLeg[]
  readonly web: TwimlServer
  readonly events: EventRecorder<ExchangeEvent>
  readonly log: readonly string[]
  token(identity: string, options?: TokenOptions): string
  /** A connected client, with `host` as the name in its request if given. */
  client(host?: string): Promise<TestClient>
  /** A client that is registered as `identity`. */
  registered(identity: string): Promise<TestClient>
  /** Advances the clock in small steps, with messages from every client in between. */
  advance(ms: number): Promise<void>
  /** The n-th event of this type (from 0) that has all these values. */
  waitForEvent(
    type: ExchangeEvent['type'],
    wanted?: Readonly<Record<string, unknown>>,
    nth?: number,
  ): Promise<ExchangeEvent>
}

/** Opens a testbed for one test, and closes it afterwards. `deps` replace the fakes. */
export async function openTestbed(
  config: Partial<ExchangeConfigInput> = {},
  deps: ExchangeDeps = {},
): Promise<Testbed> {
  const clock = createFakeClock(Date.now())
  const media = createFakeMedia()
  const web = await startTwimlServer()
  const events = createEventRecorder<ExchangeEvent>('exchange')
  const log: string[] = []
  const clients: TestClient[] = []
  const exchange = await createExchange(
    {
      controlSecret,
      account,
      applications: { [applicationSid]: { voiceUrl: `${web.url}/outgoing` } },
      numbers: { [ownNumber]: { voiceUrl: `${web.url}/incoming` } },
      ...config,
    },
    {
      clock,
      createLeg: media.factory,
      audio: createFakeAudio(),
      restApi: createRestApi,
      log: (level, event, details) => void log.push(`${level} ${event} ${JSON.stringify(details)}`),
      ...deps,
    },
  )
  exchange.on((event) => events.add(event))
  onTestFinished(async () => {
    for (const opened of clients) opened.close()
    await exchange.close()
    await web.close()
    // Without its guards any of these would have ended the exchange's process.
    const failures = log.filter((line) => /^error (listener|task)-failed/.test(line))
    if (failures.length > 0) throw new Error(failures.join('\n'))
  })

  async function client(host?: string): Promise<TestClient> {
    const opened = await connectClient(exchange.signalPort, host)
    clients.push(opened)
    return opened
  }

  function token(identity: string, options: TokenOptions = {}): string {
    const { ttlSeconds = 3600, incoming = true, outgoing = true } = options
    const application = outgoing ? { applicationSid } : {}
    const nowMs = clock.now()
    return signTestToken({ account, apiKey, identity, nowMs, ttlSeconds, incoming, ...application })
  }

  return {
    exchange,
    clock,
    legs: media.legs,
    web,
    events,
    log,
    token,
    client,
    async registered(identity) {
      const opened = await client()
      await opened.register(token(identity))
      return opened
    },
    async advance(ms) {
      for (let left = ms; left > 0; left -= 5000) {
        await clock.advance(Math.min(left, 5000))
        for (const opened of clients) if (opened.open) await opened.settled()
      }
    },
    async waitForEvent(type, wanted = {}, nth = 0) {
      const passing = (): readonly ExchangeEvent[] =>
        events.entries.filter((event) => {
          const values = new Map<string, unknown>(Object.entries(event))
          return (
            event.type === type && Object.entries(wanted).every(([name, value]) => values.get(name) === value)
          )
        })
      await events.waitFor(`${type} ${JSON.stringify(wanted)} (${nth})`, () => passing().length > nth)
      const event = passing()[nth]
      if (!event) throw new Error('unreachable')
      return event
    },
  }
}
