import * as v from 'valibot'
import { isIdentity } from '../../../../common/twilio/identity.ts'
import { sidSchema } from '../../../../common/twilio/sid.ts'

const secret = v.pipe(v.string(), v.minLength(16))
const portText = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535))

/**
 * The parts of the practice connection that environment variables may set, so that tests and a second client can reach its
 * exchange: OFFHOOK_PRACTICE_IDENTITY, OFFHOOK_PRACTICE_ACCOUNT (JSON: accountSid, apiKeySid, apiKeySecret, twimlAppSid,
 * authToken), OFFHOOK_SIGNAL_PORT, OFFHOOK_CONTROL_PORT, OFFHOOK_CONTROL_SECRET.
 */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>

const AccountSchema = v.object({
  accountSid: sidSchema('AC', 'must be a SID'),
  apiKeySid: sidSchema('SK', 'must be a SID'),
  apiKeySecret: secret,
  twimlAppSid: sidSchema('AP', 'must be a SID'),
  authToken: secret,
})
type PracticeAccount = v.InferOutput<typeof AccountSchema>

export interface PracticeSetup {
  readonly account: PracticeAccount
  readonly identity: string
  readonly signalPort: number
  /** The control API of the exchange over HTTP. Null: it is not served. Only tests use it. */
  readonly control: { readonly controlPort: number; readonly controlSecret: string } | null
}

/** `hex(n)` returns n random bytes as 2n hexadecimal digits. Invalid environment variables are ignored. */
export function practiceSetup(
  env: EnvironmentVariables,
  userName: string,
  randomHex: (bytes: number) => string,
): PracticeSetup {
  const given = v.safeParse(v.pipe(v.string(), v.parseJson(), AccountSchema), env['OFFHOOK_PRACTICE_ACCOUNT'])
  const controlSecret = v.safeParse(secret, env['OFFHOOK_CONTROL_SECRET'])
  return {
    account: given.success ? given.output : temporaryAccount(randomHex),
    identity: identityFrom(env['OFFHOOK_PRACTICE_IDENTITY'] ?? userName),
    signalPort: portFrom(env['OFFHOOK_SIGNAL_PORT']),
    control: controlSecret.success
      ? { controlPort: portFrom(env['OFFHOOK_CONTROL_PORT']), controlSecret: controlSecret.output }
      : null,
  }
}

function temporaryAccount(randomHex: (bytes: number) => string): PracticeAccount {
  return {
    accountSid: `AC${randomHex(16)}`,
    apiKeySid: `SK${randomHex(16)}`,
    apiKeySecret: randomHex(24),
    twimlAppSid: `AP${randomHex(16)}`,
    authToken: randomHex(16),
  }
}

/** Converts a name to a Twilio identity: letters, digits and underscores. */
export function identityFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 64)
  return isIdentity(plain) ? plain : 'you'
}

function portFrom(text: string | undefined): number {
  const port = v.safeParse(portText, text)
  return port.success ? port.output : 0
}
