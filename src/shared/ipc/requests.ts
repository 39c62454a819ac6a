import * as v from 'valibot'
import { CountrySchema } from '../domain/primitives.ts'
import {
  AppStateSchema,
  DoNotDisturbSchema,
  HealthReportSchema,
  RingSettingsSchema,
  SelfTestReportSchema,
} from './app-state.ts'
import { ConnectionCheckSchema, ConnectionChoiceSchema } from './connection.ts'
import { CallDecisionSchema, IncomingCallViewSchema } from './incoming-call-window.ts'
import { LogLineSchema } from './log.ts'
import { ActionResultSchema } from './result.ts'
import { UpdateChannelSchema } from './updates.ts'

/** The pages that main accepts requests from. */
export type PageId = 'main-window' | 'incoming-call-window'

const HandshakeReplySchema = v.object({
  version: v.string(),
  /** The country whose numbers need no prefix. */
  country: CountrySchema,
  appState: AppStateSchema,
})

const MAIN_WINDOW: readonly PageId[] = ['main-window']
const INCOMING_CALL_WINDOW: readonly PageId[] = ['incoming-call-window']

const request = <F extends v.ObjectEntries, R extends v.GenericSchema>(
  from: readonly PageId[],
  fields: F,
  reply: R,
) => ({ from, fields: v.object(fields), reply })

/**
 * Every request of a page to main: the pages that may send it, its fields, and its reply. On the wire a request is
 * `{ type, ...fields }`. A request that is not listed here, or comes from another page, is refused.
 */
export const REQUESTS = {
  /** The page is ready to receive messages. Main replies with the initial state, and then sends an AccessToken. */
  handshake: request(MAIN_WINDOW, {}, HandshakeReplySchema),
  /** The token expires soon or was refused. Main fetches another one and sends it as a message. */
  'refresh-token': request(MAIN_WINDOW, {}, ActionResultSchema),
  'select-connection': request(MAIN_WINDOW, { choice: ConnectionChoiceSchema }, ConnectionCheckSchema),
  /** Practice connection only: the exchange calls this identity. */
  'request-practice-call': request(MAIN_WINDOW, {}, ActionResultSchema),
  'health-report': request(MAIN_WINDOW, { report: HealthReportSchema }, ActionResultSchema),
  'set-do-not-disturb': request(
    MAIN_WINDOW,
    { doNotDisturb: v.omit(DoNotDisturbSchema, ['system']) },
    ActionResultSchema,
  ),
  'set-ring-settings': request(MAIN_WINDOW, { ringSettings: RingSettingsSchema }, ActionResultSchema),
  /** The list of recent calls has been visible. */
  'mark-recents-seen': request(MAIN_WINDOW, {}, ActionResultSchema),
  /** Checks which program opens phone links. The result is in the next `app-state` message. */
  'check-link-handler': request(MAIN_WINDOW, {}, ActionResultSchema),
  'set-link-handler': request(MAIN_WINDOW, { on: v.boolean() }, ActionResultSchema),
  'set-update-channel': request(MAIN_WINDOW, { channel: UpdateChannelSchema }, ActionResultSchema),
  'check-updates': request(MAIN_WINDOW, {}, ActionResultSchema),
  /** Quits Offhook, installs the update that is ready, and starts Offhook again. Refused during a call. */
  'install-update': request(MAIN_WINDOW, {}, ActionResultSchema),
  /** Opens the licences of all packages in the program. */
  'show-licences': request(MAIN_WINDOW, {}, ActionResultSchema),
  /** Saves a redacted archive with the log and a report where the person chooses. */
  'export-diagnostics': request(MAIN_WINDOW, {}, ActionResultSchema),
  /** Places a test call to this computer. The reply follows when the test is over. */
  'run-self-test': request(MAIN_WINDOW, {}, SelfTestReportSchema),
  /** Opens a menu that copies a caller's number, which the page has selected. */
  'show-number-menu': request(
    MAIN_WINDOW,
    { text: v.pipe(v.string(), v.maxLength(500)) },
    ActionResultSchema,
  ),
  /** Quits Offhook. During a call main asks first. */
  quit: request(MAIN_WINDOW, {}, ActionResultSchema),
  log: request(['main-window', 'incoming-call-window'], LogLineSchema.entries, ActionResultSchema),
  /** The page is ready. The reply has the calls to show now. */
  'get-incoming-calls': request(INCOMING_CALL_WINDOW, {}, IncomingCallViewSchema),
  /** Accepts or rejects one of the calls that the window shows. */
  'decide-call': request(INCOMING_CALL_WINDOW, { decision: CallDecisionSchema }, ActionResultSchema),
} as const

export type RequestName = keyof typeof REQUESTS
type RequestFields<N extends RequestName> = v.InferOutput<(typeof REQUESTS)[N]['fields']>
export type Reply<N extends RequestName> = v.InferOutput<(typeof REQUESTS)[N]['reply']>

/** A request as it is on the wire. */
export type Request<N extends RequestName = RequestName> = {
  [K in N]: { readonly type: K } & RequestFields<K>
}[N]

/** The function in main that replies to each request. */
export type RequestHandlers = {
  readonly [N in RequestName]: (fields: RequestFields<N>) => Reply<N> | Promise<Reply<N>>
}

/** Sends a request to main. Rejects if main cannot be reached, or if the reply is invalid. */
export type SendRequest = <R extends Request>(request: R) => Promise<Reply<R['type']>>

const TypeSchema = v.looseObject({ type: v.string() })

/** The name of a request as it is on the wire, or undefined if there is no such request. */
export function requestName(raw: unknown): RequestName | undefined {
  const named = v.safeParse(TypeSchema, raw)
  return named.success && isRequestName(named.output.type) ? named.output.type : undefined
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUESTS, name)
}
