import { createServer } from 'node:http'
import { createExchange, type Exchange } from '../../../exchange/exchange.ts'
import type { ExchangeEvent } from '../../../exchange/model/events.ts'
import { createTestAccount, type TestAccount } from '../app/account.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'

/** A real exchange, with the webhook of its one application: whatever number is wanted is dialled. */
export interface SimulatorFixture {
  readonly exchange: Exchange
  readonly account: TestAccount
  readonly signallingHost: string
  readonly events: EventRecorder<ExchangeEvent>
  close(): Promise<void>
}

/** Seconds until an unanswered call is given up: long enough to hang up first, short enough to wait for. */
const DIAL_TIMEOUT_S = 3

/** Numbers that the application treats in a way of its own. */
export const SPECIAL_NUMBERS = {
  'all-decline': '+12025550190',
  'is-offline': '+12025550191',
  'is-rejected': '+12025550192',
  'application-fails': '+12025550193',
  'busy-once-connected': '+12025550194',
} as const

const BUSY = '<Number>+12025550103</Number>'
const DECLINES = '<Number>+12025550105</Number>'

/** The TwiML for a call of the client; undefined when the application fails. */
function answerTo(form: string): string | undefined {
  const wanted = (new URLSearchParams(form).get('numberToDial') ?? '').replaceAll(/[^+\d]/g, '')
  const dial = (nouns: string): string =>
    `<Dial answerOnBridge="true" callerId="+12025550100" timeout="${DIAL_TIMEOUT_S}">${nouns}</Dial>`
  switch (wanted) {
    case SPECIAL_NUMBERS['application-fails']:
      return undefined
    case SPECIAL_NUMBERS['all-decline']:
      return `<Response>${dial(DECLINES + DECLINES)}</Response>`
    case SPECIAL_NUMBERS['is-offline']:
      return `<Response>${dial('<Client>offline</Client>')}</Response>`
    case SPECIAL_NUMBERS['is-rejected']:
      return '<Response><Reject/></Response>'
    case SPECIAL_NUMBERS['busy-once-connected']:
      return `<Response><Dial callerId="+12025550100">${BUSY}</Dial></Response>`
    default:
      return `<Response>${dial(`<Number>${wanted}</Number>`)}</Response>`
  }
}

/** Starts both on free ports of this computer. */
export async function startSimulator(): Promise<SimulatorFixture> {
  const account = createTestAccount()
  const webhook = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const twiml = answerTo(Buffer.concat(chunks).toString())
      response.writeHead(twiml === undefined ? 500 : 200, { 'content-type': 'text/xml' }).end(twiml)
    })
  })
  await new Promise<void>((resolve, reject) => {
    webhook.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = webhook.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const exchange = await createExchange({
    controlSecret: 'the secret of this simulator',
    account: {
      sid: account.accountSid,
      authToken: account.authToken,
      apiKeys: { [account.apiKeySid]: account.apiKeySecret },
    },
    applicationErrors: 'signalled',
    applications: { [account.twimlAppSid]: { voiceUrl: `http://127.0.0.1:${port}/outgoing` } },
  })
  const events = createEventRecorder<ExchangeEvent>('exchange')
  exchange.on((event) => events.add(event))
  return {
    exchange,
    account,
    signallingHost: `localhost:${exchange.signalPort}`,
    events,
    async close() {
      await exchange.close()
      await new Promise((resolve) => webhook.close(resolve))
    },
  }
}
