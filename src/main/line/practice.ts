import * as v from 'valibot'
import type { Redactor } from '../redact.ts'
import type { BundledServers, ExchangeFacts, TokenServiceFacts } from './bundled-servers.ts'
import { fetchToken, type Fetch, type FetchTokenEdges } from './fetch-token.ts'
import type { LineSource } from './line-source.ts'
import type { PracticeSetup } from './practice-account.ts'
import { PRACTICE_CALLER, PRACTICE_OWN_NUMBER, type PracticeCaller } from './practice-numbers.ts'

export interface PracticeEdges {
  readonly servers: BundledServers
  /** Plain local fetch: these requests stay on this computer. */
  readonly local: FetchTokenEdges
  readonly hex: (bytes: number) => string
  readonly redactor: Redactor
}

const GREETING =
  'Hello, this is the practice line of Offhook. You answered, and you can hear me, so everything works.'

/**
 * The practice line: the token service and an exchange, both on this computer, with an account that exists for
 * this run only. Both start at once; the exchange listens once it knows where the token service does, which it asks
 * what to do with calls.
 */
export async function openPracticeLine(setup: PracticeSetup, edges: PracticeEdges): Promise<LineSource> {
  const { servers, local, hex, redactor } = edges
  const { account, identity, controlSecret } = setup
  const userSecret = hex(24)
  for (const secret of [account.apiKeySecret, account.authToken, controlSecret, userSecret])
    redactor.hide(secret)

  const startingService = servers.tokenService({
    ...account,
    callerId: PRACTICE_OWN_NUMBER,
    users: [{ identity, secret: userSecret }],
    incoming: { [PRACTICE_OWN_NUMBER]: [identity] },
  })
  const startingExchange = servers.exchange(
    startingService.then(({ facts }) => exchangeConfig(setup, addressOf(facts))),
  )
  // Without a token service there is no exchange either, and the first is what is said.
  startingExchange.catch(() => undefined)
  const service = await startingService
  const exchange = await startingExchange.catch(async (error: unknown) => {
    await service.close()
    throw error
  })

  const signallingHost = `localhost:${exchange.facts.signalPort}`
  return {
    signallingHost,
    get fingerprint() {
      return exchange.facts.fingerprint
    },
    fetchTicket: () =>
      fetchToken(
        { url: `${addressOf(service.facts)}/token`, method: 'POST', secret: userSecret, signallingHost },
        local,
      ),
    checkExchange: null,
    callMe: (caller = PRACTICE_CALLER) => callMe(exchange.facts, caller, controlSecret, local.fetch),
    onBack(listener) {
      service.onBack(listener)
      exchange.onBack(listener)
    },
    onGone(listener) {
      service.onGone(listener)
      exchange.onGone(listener)
    },
    async close() {
      await Promise.all([exchange.close(), service.close()])
    },
  }
}

const addressOf = ({ port }: TokenServiceFacts) => `http://127.0.0.1:${port}`

function exchangeConfig({ account, signalPort, controlPort, controlSecret }: PracticeSetup, base: string) {
  return {
    port: signalPort,
    controlPort,
    controlSecret,
    account: {
      sid: account.accountSid,
      authToken: account.authToken,
      apiKeys: { [account.apiKeySid]: account.apiKeySecret },
    },
    applications: { [account.twimlAppSid]: { voiceUrl: `${base}/twiml/outgoing` } },
    numbers: { [PRACTICE_OWN_NUMBER]: { voiceUrl: `${base}/twiml/incoming` } },
  }
}

const ProblemSchema = v.object({ message: v.string() })

/** Has the exchange dial the practice line's own number. */
async function callMe(
  { controlPort }: ExchangeFacts,
  caller: PracticeCaller,
  secret: string,
  fetch: Fetch,
): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${controlPort}/calls`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      from: caller.number,
      to: PRACTICE_OWN_NUMBER,
      callerName: caller.name,
      party: { says: GREETING },
    }),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => {
    throw new Error('The practice exchange does not answer.')
  })
  if (response.ok) return
  const problem = v.safeParse(ProblemSchema, await response.json().catch(() => undefined))
  const why = problem.success ? problem.output.message : `answer ${response.status}`
  throw new Error(`The practice exchange did not place the call: ${why}`)
}
