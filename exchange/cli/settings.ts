import * as v from 'valibot'
import { Application, ConfigError, type ExchangeConfigInput } from '../config.ts'
import { generateAccount, PRACTICE_TWIML } from './persisted-identity.ts'
import { newSid, newSecret } from '../model/sids.ts'
import { signToken } from '../signalling/access-token.ts'

export const optionSpecs = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string' },
  'control-port': { type: 'string' },
  host: { type: 'string' },
  'account-from': { type: 'string' },
  keep: { type: 'string' },
  'voice-url': { type: 'string' },
  number: { type: 'string' },
  'number-url': { type: 'string' },
  'early-media': { type: 'boolean' },
  token: { type: 'string' },
} as const

export const helpText = `A telephone exchange on this machine that speaks Twilio's signalling to @twilio/voice-sdk.

Usage: npm run exchange -- [options]

  --port N             signalling port, wss (default 0: any free one)       EXCHANGE_PORT
  --control-port N     control API port (default 0: any free one)           EXCHANGE_CONTROL_PORT
  --host ADDRESS       IPv4 address for signalling and audio (default
                       127.0.0.1); control and REST API stay on this machine EXCHANGE_HOST
  --keep FILE          keep account, secret and certificate in FILE, made
                       the first time, so that they are the same the next   EXCHANGE_KEEP
  --account-from FILE  JSON with any of: account {sid, authToken, apiKeys {SK...: secret}}, controlSecret,
                       applications {AP...: {voiceUrl}}, numbers {+1...: {voiceUrl}}, parties {+1...: script}
                       Without it the exchange makes throw-away keys.       EXCHANGE_ACCOUNT_FROM
  --voice-url URL      where calls from clients ask for TwiML               EXCHANGE_VOICE_URL
  --number E164        a number of this exchange, with --number-url         EXCHANGE_NUMBER
  --number-url URL     where calls to that number ask for TwiML             EXCHANGE_NUMBER_URL
  --early-media        let callers hear ringing while they wait for answerOnBridge
  --token IDENTITY     print an AccessToken for the account in --account-from, and exit
  --help               this text

The control secret comes from EXCHANGE_CONTROL_SECRET or the file; otherwise a random one is made and shown.
`

export type Flags = { readonly [name in keyof typeof optionSpecs]?: string | boolean | undefined }

const AccountFile = v.looseObject({
  account: v.optional(
    v.object({ sid: v.string(), authToken: v.string(), apiKeys: v.record(v.string(), v.string()) }),
  ),
  controlSecret: v.optional(v.string()),
  applications: v.optional(v.record(v.string(), Application), {}),
  numbers: v.optional(v.record(v.string(), Application), {}),
  certificate: v.optional(v.object({ pem: v.string(), key: v.string() })),
})

export interface Settings {
  readonly config: ExchangeConfigInput
  /** Where the account comes from: generated for this run, kept in the file of `--keep`, or given in `--account-from`. */
  readonly accountOrigin: 'generated' | 'kept' | 'given'
  /** PEM. Default: generated for this run. */
  readonly certificate: { readonly pem: string; readonly key: string } | undefined
}

/** Command-line options take precedence over the environment, and the environment over the file. @throws ConfigError or Error */
export function settingsFrom(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Settings {
  const option = (flag: keyof Flags): string | undefined => {
    const value = flags[flag] ?? env[`EXCHANGE_${flag.toUpperCase().replaceAll('-', '_')}`]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const keep = option('keep')
  const path = keep ?? option('account-from')
  const file = v.parse(AccountFile, path === undefined ? {} : json(readFile(path), path))
  const account = file.account ?? generateAccount()
  const voiceUrl = option('voice-url')
  const number = option('number')
  const numberUrl = option('number-url')
  if ((number === undefined) !== (numberUrl === undefined))
    throw new ConfigError(['number and number-url: give both, or neither'])
  const given = Object.keys(file.applications).length > 0
  const application = voiceUrl === undefined ? { twiml: PRACTICE_TWIML } : { voiceUrl }
  const applications = given ? file.applications : { [newSid('AP')]: application }
  const numbers =
    number === undefined || numberUrl === undefined
      ? file.numbers
      : { ...file.numbers, [number]: { voiceUrl: numberUrl } }
  return {
    accountOrigin: file.account === undefined ? 'generated' : keep === undefined ? 'given' : 'kept',
    certificate: file.certificate,
    config: {
      ...file,
      port: port(option('port')),
      controlPort: port(option('control-port')),
      ...(option('host') === undefined ? {} : { host: option('host') }),
      controlSecret: env['EXCHANGE_CONTROL_SECRET'] ?? file.controlSecret ?? newSecret(),
      account,
      applications,
      numbers,
      earlyMedia: flags['early-media'] === true,
    },
  }
}

/** An AccessToken of the account's first key, for its first application. */
export async function tokenFor(
  config: ExchangeConfigInput,
  identity: string,
  nowMs: number,
): Promise<string> {
  const [apiKey] = Object.keys(config.account.apiKeys)
  if (apiKey === undefined) throw new Error('account.apiKeys: there is no key to sign with')
  const [applicationSid] = Object.keys(config.applications ?? {})
  return signToken({
    account: config.account,
    apiKey,
    identity,
    nowMs,
    ttlSeconds: 24 * 60 * 60,
    ...(applicationSid === undefined ? {} : { applicationSid }),
  })
}

function port(text: string | undefined): number {
  return text === undefined ? 0 : Number(text)
}

function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigError([`${path} is not JSON`])
  }
}
