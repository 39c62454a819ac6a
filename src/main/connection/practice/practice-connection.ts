import * as v from 'valibot'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { errorMessage } from '../../lib/log.ts'
import type { Redactor } from '../../lib/redactor.ts'
import type { BundledServers, ExchangeInfo, TokenServiceInfo } from '../servers/bundled-servers.ts'
import type { SupervisedProcess } from '../servers/supervised-process.ts'
import type { Connection } from '../connection.ts'
import type { PracticeSetup } from './practice-account.ts'
import { PRACTICE_CALLER, PRACTICE_OWN_NUMBER, type PracticeCaller } from './practice-numbers.ts'
import { requestServiceToken } from '../tokens/service-token.ts'

export interface PracticeConnectionDeps {
  readonly servers: BundledServers
  readonly clock: () => Timestamp
  readonly redactor: Redactor
}

const GREETING =
  'Hello, this is the practice line of Offhook. You answered, and you can hear me, so everything works.'

/**
 * The practice line: the token service and an exchange, both on this computer, with an account that exists for
 * this run only. Both start at once; the exchange listens once it knows where the token service does, which it asks
 * what to do with calls. Secrets are sent over the channels to the two processes, never over a port.
 */
export async function openPracticeConnection(
  setup: PracticeSetup,
  deps: PracticeConnectionDeps,
): Promise<Connection> {
  const { servers, clock, redactor } = deps
  const { account, identity, control } = setup
  for (const secret of [account.apiKeySecret, account.authToken]) redactor.hide(secret)
  if (control !== null) redactor.hide(control.controlSecret)

  const startingService = servers.tokenService({
    ...account,
    callerId: PRACTICE_OWN_NUMBER,
    users: [{ identity }],
    incoming: { [PRACTICE_OWN_NUMBER]: [identity] },
  })
  const startingExchange = servers.exchange(async () =>
    exchangeConfig(setup, voiceUrls(setup, (await startingService).info)),
  )
  // Without a token service there is no exchange either, and the first is what is said.
  startingExchange.catch(() => undefined)
  const service = await startingService
  const exchange = await startingExchange.catch(async (error: unknown) => {
    await service.close()
    throw error
  })
  service.onRestarted((facts) => {
    // If the exchange is not running, it gets the new addresses at its next start.
    exchange.request('set-voice-urls', voiceUrls(setup, facts), v.object({})).catch(() => undefined)
  })

  const signallingHost = `localhost:${exchange.info.signalPort}`
  return {
    signallingHost,
    get fingerprint() {
      return exchange.info.fingerprint
    },
    fetchAccessToken: () => requestServiceToken(service, { identity, signallingHost }, clock),
    checkExchange: null,
    callMe: (caller = PRACTICE_CALLER) => callMe(exchange, caller),
    onRestarted(listener) {
      service.onRestarted(listener)
      exchange.onRestarted(listener)
    },
    onFailed(listener) {
      service.onFailed(listener)
      exchange.onFailed(listener)
    },
    async close() {
      await Promise.all([exchange.close(), service.close()])
    },
  }
}

/** The voice webhooks of the exchange, by TwiML App and by number. */
interface VoiceUrls {
  readonly applications: Readonly<Record<string, string>>
  readonly numbers: Readonly<Record<string, string>>
}

function voiceUrls({ account }: PracticeSetup, { port }: TokenServiceInfo): VoiceUrls {
  if (port === null) throw new Error('The token service does not serve voice webhooks.')
  const base = `http://127.0.0.1:${port}/twiml`
  return {
    applications: { [account.twimlAppSid]: `${base}/outgoing` },
    numbers: { [PRACTICE_OWN_NUMBER]: `${base}/incoming` },
  }
}

function exchangeConfig({ account, signalPort, control }: PracticeSetup, urls: VoiceUrls) {
  const withVoiceUrls = (entries: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(entries).map(([name, voiceUrl]) => [name, { voiceUrl }]))
  return {
    port: signalPort,
    ...control,
    account: {
      sid: account.accountSid,
      authToken: account.authToken,
      apiKeys: { [account.apiKeySid]: account.apiKeySecret },
    },
    applications: withVoiceUrls(urls.applications),
    numbers: withVoiceUrls(urls.numbers),
  }
}

/** Makes the exchange call the practice line's own number. Rejects with a readable message. */
async function callMe(
  exchange: Pick<SupervisedProcess<ExchangeInfo>, 'request'>,
  caller: PracticeCaller,
): Promise<void> {
  const call = { from: caller.number, to: PRACTICE_OWN_NUMBER, callerName: caller.name, says: GREETING }
  await exchange.request('place-call', call, v.object({ sid: v.string() })).catch((error: unknown) => {
    throw new Error(`The practice exchange did not place the call: ${errorMessage(error)}`)
  })
}
