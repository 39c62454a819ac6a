import { createServer } from 'node:http'
import { createExchange, type Exchange } from '../../../exchange/exchange.ts'
import type { ExchangeEvent } from '../../../exchange/events.ts'
import { createTestAccount, type TestAccount } from '../app/account.ts'
import { createJournal, type Journal } from '../journal.ts'

/** A real exchange, with the webhook of its one application: whatever number is wanted is dialled. */
export interface Town {
  readonly exchange: Exchange
  readonly account: TestAccount
  readonly signallingHost: string
  readonly events: Journal<ExchangeEvent>
  close(): Promise<void>
}

/** Seconds until an unanswered call is given up: long enough to hang up first, short enough to wait for. */
const PATIENCE_S = 3

function dialWhatIsWanted(form: string): string {
  const wanted = (new URLSearchParams(form).get('numberToDial') ?? '').replaceAll(/[^+\d]/g, '')
  return `<Response><Dial answerOnBridge="true" callerId="+12025550100" timeout="${PATIENCE_S}"><Number>${wanted}</Number></Dial></Response>`
}

/** Starts both on free ports of this computer. */
export async function startTown(): Promise<Town> {
  const account = createTestAccount()
  const webhook = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () =>
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(dialWhatIsWanted(Buffer.concat(chunks).toString())),
    )
  })
  await new Promise<void>((resolve, reject) => {
    webhook.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = webhook.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const exchange = await createExchange({
    controlSecret: 'the secret of this town',
    account: {
      sid: account.accountSid,
      authToken: account.authToken,
      apiKeys: { [account.apiKeySid]: account.apiKeySecret },
    },
    applications: { [account.twimlAppSid]: { voiceUrl: `http://127.0.0.1:${port}/outgoing` } },
  })
  const events = createJournal<ExchangeEvent>('exchange')
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
