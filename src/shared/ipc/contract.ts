/**
 * Every message that crosses between main and the renderer, as one schema each. The receiving side parses; types
 * are inferred from here. Snapshots are whole and numbered, so a lost or late one does no harm.
 */
import * as v from 'valibot'
import { AppStateSchema } from './app-state.ts'
import { CommandSchema } from './connection.ts'
import { EndedCallSchema, PhoneSchema, type Phone } from '../domain/phone-schemas.ts'
import { PhoneLinkSchema } from './phone-links.ts'
import type { Request } from './requests.ts'

export { CHANNELS } from './channels.ts'
export * from './app-state.ts'
export * from './connection.ts'
export * from './phone-links.ts'
export * from './incoming-call-window.ts'
export * from './requests.ts'
export * from './result.ts'
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

/** The one object the preload script puts into the page. Messages are unknown until parsed. */
export interface OffhookBridge {
  publish(snapshot: Snapshot): void
  request(request: Request): Promise<unknown>
  subscribe(listener: (message: unknown) => void): () => void
}
