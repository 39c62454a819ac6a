import * as v from 'valibot'
import { TimestampSchema } from '../domain/primitives.ts'
import { EndedCallSchema } from '../domain/phone-schemas.ts'
import { AppStateSchema } from './app-state.ts'
import { CommandSchema } from './connection.ts'
import { PhoneLinkSchema } from './phone-links.ts'

/** What the Device needs to register. The token is in memory only. */
export const AccessTokenSchema = v.object({
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(16_384)),
  identity: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** `host:port` of an exchange, or null for Twilio. */
  signallingHost: v.nullable(v.pipe(v.string(), v.regex(/^[\w.-]+:\d{1,5}$/))),
  /** When the token expires by this computer's clock. Absent if unknown. */
  expiresAt: v.exactOptional(TimestampSchema),
})
export type AccessToken = v.InferOutput<typeof AccessTokenSchema>

/** The pages that the menus open in the window. */
const PageNameSchema = v.picklist(['settings', 'keyboard', 'help', 'about'])
export type PageName = v.InferOutput<typeof PageNameSchema>

/**
 * `keep`: a message for a page that is not ready is kept under this name until it is. A later message with the same
 * name replaces it. `null`: it is dropped.
 */
const message = <T extends string, F extends v.ObjectEntries>(type: T, keep: string | null, fields: F) => ({
  keep,
  schema: v.object({ type: v.literal(type), ...fields }),
})

/** Every message of main to the main window's page. On the wire a message is `{ type, ...fields }`. */
export const MESSAGES = {
  'access-token': message('access-token', 'access-token', { accessToken: AccessTokenSchema }),
  /** No AccessToken is available. The window shows the reason. */
  'token-error': message('token-error', 'access-token', {
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
  /** A page that is not ready has no calls that a command could be about. */
  command: message('command', null, { command: CommandSchema }),
  /** Opens a new signalling connection. Calls that have media continue. */
  reconnect: message('reconnect', null, {}),
  /** Calls that ended because the previous page crashed. */
  'orphaned-calls': message('orphaned-calls', 'orphaned-calls', {
    calls: v.pipe(v.array(EndedCallSchema), v.maxLength(100)),
  }),
  /** A phone link was clicked. The keypad shows its number and does not dial it. */
  'phone-link': message('phone-link', 'phone-link', { link: PhoneLinkSchema }),
  'app-state': message('app-state', 'app-state', { appState: AppStateSchema }),
  /** The window has become visible or has moved, so a control may have appeared under the pointer. */
  'window-shown': message('window-shown', null, {}),
  /** A page was chosen in the application menu. */
  'show-page': message('show-page', 'show-page', { page: PageNameSchema }),
} as const

type MessageName = keyof typeof MESSAGES

const isMessageName = (name: string): name is MessageName => Object.hasOwn(MESSAGES, name)

const TypeSchema = v.looseObject({ type: v.string() })

export const MainMessageSchema = v.lazy((raw) => {
  const named = v.safeParse(TypeSchema, raw)
  return named.success && isMessageName(named.output.type) ? MESSAGES[named.output.type].schema : v.never()
})
export type MainMessage = v.InferOutput<typeof MainMessageSchema>
