/**
 * Every message that crosses between main and the renderer, as one schema each. The receiving side parses; types
 * are inferred from here. Snapshots are whole and numbered, so a lost or late one does no harm.
 */
import * as v from 'valibot'
import {
  HealthReportSchema,
  AppStateSchema,
  DoNotDisturbSchema,
  RingSettingsSchema,
  SelfTestReportSchema,
} from './app-state.ts'
import { CommandSchema, ConnectionChoiceSchema, ConnectionCheckSchema } from './connection.ts'
import { EndedCallSchema, PhoneSchema, type Phone } from '../domain/phone-schemas.ts'
import { PhoneLinkSchema } from './phone-links.ts'
import { LogLineSchema } from './log.ts'
import { CallDecisionSchema, IncomingCallViewSchema } from './incoming-call-window.ts'
import { UpdateChannelSchema } from './updates.ts'

export { CHANNELS } from './channels.ts'
export * from './app-state.ts'
export * from './connection.ts'
export * from './phone-links.ts'
export * from './incoming-call-window.ts'
export * from './storage.ts'
export * from './updates.ts'

export const SnapshotSchema = v.object({
  /** Starts at 1 in each life of the renderer and only grows; main ignores one that does not. */
  revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  phone: PhoneSchema,
})
export type Snapshot = Omit<v.InferOutput<typeof SnapshotSchema>, 'phone'> & { readonly phone: Phone }

/** What the renderer's Device needs to register. The token lives in memory only. */
export const AccessTokenSchema = v.object({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(16_384)),
  identity: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** `host:port` of an exchange, or null for Twilio itself. */
  signallingHost: v.nullable(v.pipe(v.string(), v.regex(/^[\w.-]+:\d{1,5}$/))),
  /** When the token expires by this computer's clock. Absent: not known. */
  expiresAt: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
})
export type AccessToken = v.InferOutput<typeof AccessTokenSchema>

/** The pages that the menus open in the window. */
export const PageNameSchema = v.picklist(['settings', 'keyboard', 'help', 'about'])
export type PageName = v.InferOutput<typeof PageNameSchema>

export const MainMessageSchema = v.variant('type', [
  v.object({ type: v.literal('access-token'), accessToken: AccessTokenSchema }),
  /** There is no ticket to be had, and why: what the person sees meanwhile. */
  v.object({
    type: v.literal('token-error'),
    state: v.picklist(['offline', 'rejected']),
    reason: v.picklist([
      'connection-changing',
      'token-service-unreachable',
      'unauthorised',
      'token-invalid',
      'not-a-voice-token',
      'not-configured',
    ]),
    detail: v.nullable(v.pipe(v.string(), v.maxLength(500))),
  }),
  v.object({ type: v.literal('command'), command: CommandSchema }),
  /** The line is dead, or could be reached again: signalling is to be made anew, now. Calls with media stay. */
  v.object({ type: v.literal('reconnect') }),
  /** Calls that the page before took with it when it died. */
  v.object({ type: v.literal('orphaned-calls'), calls: v.pipe(v.array(EndedCallSchema), v.maxLength(100)) }),
  /** Somebody clicked a phone link: to be shown in the keypad, not dialled. */
  v.object({ type: v.literal('phone-link'), link: PhoneLinkSchema }),
  /** What main knows has changed. */
  v.object({ type: v.literal('app-state'), appState: AppStateSchema }),
  /** The window has just become visible: its controls are new under the pointer. */
  v.object({ type: v.literal('window-shown') }),
  /** The person chose a page in the application menu. */
  v.object({ type: v.literal('show-page'), page: PageNameSchema }),
])
export type MainMessage = v.InferOutput<typeof MainMessageSchema>

export const RequestSchema = v.variant('type', [
  /** The page is up and listening; main answers with what it needs and sends a ticket when it has one. */
  v.object({ type: v.literal('handshake') }),
  /** The token is about to expire, or was refused: main gets a fresh one and sends a ticket. */
  v.object({ type: v.literal('refresh-token') }),
  v.object({ type: v.literal('select-connection'), choice: ConnectionChoiceSchema }),
  /** Practice line only: the exchange calls this identity. */
  v.object({ type: v.literal('request-practice-call') }),
  v.object({ type: v.literal('health-report'), report: HealthReportSchema }),
  v.object({ type: v.literal('set-do-not-disturb'), doNotDisturb: v.omit(DoNotDisturbSchema, ['system']) }),
  v.object({ type: v.literal('set-ring-settings'), ringSettings: RingSettingsSchema }),
  /** The person has had the list of recent calls before them. */
  v.object({ type: v.literal('mark-recents-seen') }),
  /** What opens phone links may have changed: main looks again, and says so in the house. */
  v.object({ type: v.literal('check-link-handler') }),
  v.object({ type: v.literal('set-link-handler'), on: v.boolean() }),
  v.object({ type: v.literal('set-update-channel'), channel: UpdateChannelSchema }),
  v.object({ type: v.literal('check-updates') }),
  /** Ends Offhook, installs the update that is ready, and starts it. Refused during a call. */
  v.object({ type: v.literal('install-update') }),
  /** Opens the licences of everything that is in the program. */
  v.object({ type: v.literal('show-licences') }),
  /** Rings this computer end to end; answered when it is over. */
  v.object({ type: v.literal('run-self-test') }),
  /** Opens a menu that copies a caller's number; the page has selected it. */
  v.object({ type: v.literal('show-number-menu'), text: v.pipe(v.string(), v.maxLength(500)) }),
  /** Quits Offhook. During a call main asks first. */
  v.object({ type: v.literal('quit') }),
  /** A line for main's log. */
  LogLineSchema,
  /** The small call window only: its page is up and listening, and wants to know what to show. */
  v.object({ type: v.literal('get-incoming-calls') }),
  /** The small call window only: the person answers one of the calls it shows. */
  v.object({ type: v.literal('decide-call'), decision: CallDecisionSchema }),
])
export type Request = v.InferOutput<typeof RequestSchema>

export const HandshakeReplySchema = v.object({
  version: v.string(),
  /** ISO 3166 country whose numbers need no prefix. */
  country: v.pipe(v.string(), v.length(2)),
  appState: AppStateSchema,
})

export const ActionResultSchema = v.variant('ok', [
  v.object({ ok: v.literal(true) }),
  v.object({ ok: v.literal(false), problem: v.string() }),
])
export type ActionResult = v.InferOutput<typeof ActionResultSchema>

/** The reply to each request, parsed by the renderer. */
export const REPLIES = {
  handshake: HandshakeReplySchema,
  'refresh-token': ActionResultSchema,
  'select-connection': ConnectionCheckSchema,
  'request-practice-call': ActionResultSchema,
  'health-report': ActionResultSchema,
  'set-do-not-disturb': ActionResultSchema,
  'set-ring-settings': ActionResultSchema,
  'mark-recents-seen': ActionResultSchema,
  'check-link-handler': ActionResultSchema,
  'set-link-handler': ActionResultSchema,
  'set-update-channel': ActionResultSchema,
  'check-updates': ActionResultSchema,
  'install-update': ActionResultSchema,
  'show-licences': ActionResultSchema,
  'run-self-test': SelfTestReportSchema,
  quit: ActionResultSchema,
  'show-number-menu': ActionResultSchema,
  log: ActionResultSchema,
  'get-incoming-calls': IncomingCallViewSchema,
  'decide-call': ActionResultSchema,
} as const
export type Reply<T extends Request['type']> = v.InferOutput<(typeof REPLIES)[T]>

/** The one object the preload script puts into the page. Messages are unknown until parsed. */
export interface OffhookBridge {
  publish(snapshot: Snapshot): void
  request(request: Request): Promise<unknown>
  subscribe(listener: (message: unknown) => void): () => void
}
