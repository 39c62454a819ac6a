import {
  type BundledServersConfig,
  PlaceCallReplySchema,
} from '../../../../common/child-process/bundled-servers.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { errorMessage } from '../../lib/log.ts'
import type { Redactor } from '../../lib/redactor.ts'
import type { StartBundledServers } from '../servers/bundled-servers.ts'
import type { ChildRequest } from '../servers/child-requests.ts'
import type { Connection } from '../connection.ts'
import type { PracticeSetup } from './practice-account.ts'
import { PRACTICE_CALLER, PRACTICE_OWN_NUMBER, type PracticeCaller } from './practice-numbers.ts'
import { requestServiceToken } from '../tokens/service-token.ts'

export interface PracticeConnectionDeps {
  readonly startServers: StartBundledServers
  readonly clock: () => Timestamp
  readonly redactor: Redactor
}

/** The name of the process in messages: the user sees one practice exchange, which includes its token service. */
const PRACTICE_EXCHANGE = 'The practice exchange'
const GREETING =
  'Hello, this is the practice line of Offhook. You answered, and you can hear me, so everything works.'

/**
 * The practice line: the token service and an exchange in one process on this computer, with an account that exists for this run
 * only. Secrets are sent over the channel to the process, never over a port.
 */
export async function openPracticeConnection(
  setup: PracticeSetup,
  deps: PracticeConnectionDeps,
): Promise<Connection> {
  const { startServers, clock, redactor } = deps
  const { account, identity, control } = setup
  for (const secret of [account.apiKeySecret, account.authToken]) redactor.hide(secret)
  if (control !== null) redactor.hide(control.controlSecret)
  const servers = await startServers(PRACTICE_EXCHANGE, serversConfig(setup))
  const { exchange } = servers.info
  if (exchange === null) throw new Error(`${PRACTICE_EXCHANGE} did not start.`)

  const signallingHost = `localhost:${exchange.signalPort}`
  return {
    signallingHost,
    get fingerprint() {
      return servers.info.exchange?.fingerprint ?? null
    },
    fetchAccessToken: () => requestServiceToken(servers, { identity, signallingHost }, clock),
    checkExchange: null,
    callMe: (caller = PRACTICE_CALLER) => callMe(servers, caller),
    onRestarted(listener) {
      servers.onRestarted(listener)
    },
    onFailed(listener) {
      servers.onFailed(listener)
    },
    close: () => servers.close(),
  }
}

function serversConfig({ account, identity, signalPort, control }: PracticeSetup): BundledServersConfig {
  return {
    tokenService: {
      ...account,
      callerId: PRACTICE_OWN_NUMBER,
      users: [{ identity }],
      incoming: { [PRACTICE_OWN_NUMBER]: [identity] },
    },
    exchange: {
      port: signalPort,
      ...control,
      account: {
        sid: account.accountSid,
        authToken: account.authToken,
        apiKeys: { [account.apiKeySid]: account.apiKeySecret },
      },
    },
  }
}

/** Makes the exchange call the practice line's own number. Rejects with a readable message. */
async function callMe(exchange: { readonly request: ChildRequest }, caller: PracticeCaller): Promise<void> {
  const call = { from: caller.number, to: PRACTICE_OWN_NUMBER, callerName: caller.name, says: GREETING }
  await exchange.request('place-call', call, PlaceCallReplySchema).catch((error: unknown) => {
    throw new Error(`The practice exchange did not place the call: ${errorMessage(error)}`)
  })
}
