import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { Application, ConfigError, type ExchangeConfigInput } from './config.ts'
import type { Exchange } from './exchange.ts'
import { practiceParties } from './parties/book.ts'
import { newSid } from './sids.ts'
import { signToken } from './tokens.ts'

export const optionSpecs = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string' },
  'control-port': { type: 'string' },
  host: { type: 'string' },
  'account-from': { type: 'string' },
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
  --host ADDRESS       address to listen on (default 127.0.0.1)             EXCHANGE_HOST
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

/** Where calls from clients lead when nobody says: to the number or identity they dial. */
const PRACTICE_TWIML =
  '<Response><Dial answerOnBridge="true" callerId="+12025550100">{{numberToDial}}</Dial></Response>'

export type Flags = { readonly [name in keyof typeof optionSpecs]?: string | boolean | undefined }

const AccountFile = v.looseObject({
  account: v.optional(
    v.object({ sid: v.string(), authToken: v.string(), apiKeys: v.record(v.string(), v.string()) }),
  ),
  controlSecret: v.optional(v.string()),
  applications: v.optional(v.record(v.string(), Application), {}),
  numbers: v.optional(v.record(v.string(), Application), {}),
})

export interface Settings {
  readonly config: ExchangeConfigInput
  /** The account was made up a moment ago and nobody else knows its keys. */
  readonly throwAway: boolean
}

/** Flags first, then the environment, then the file. @throws ConfigError or Error in words */
export function settingsFrom(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Settings {
  const said = (flag: keyof Flags): string | undefined => {
    const value = flags[flag] ?? env[`EXCHANGE_${flag.toUpperCase().replaceAll('-', '_')}`]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const path = said('account-from')
  const file = v.parse(AccountFile, path === undefined ? {} : json(readFile(path), path))
  const account = file.account ?? throwAwayAccount()
  const voiceUrl = said('voice-url')
  const number = said('number')
  const numberUrl = said('number-url')
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
    throwAway: file.account === undefined,
    config: {
      ...file,
      port: port(said('port')),
      controlPort: port(said('control-port')),
      ...(said('host') === undefined ? {} : { host: said('host') }),
      controlSecret:
        env['EXCHANGE_CONTROL_SECRET'] ?? file.controlSecret ?? randomBytes(24).toString('base64url'),
      account,
      applications,
      numbers,
      earlyMedia: flags['early-media'] === true,
    },
  }
}

/** An AccessToken of the account's first key, for its first application. */
export function tokenFor(config: ExchangeConfigInput, identity: string, nowMs: number): string {
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

/** What the person at the terminal needs to know, in one block. */
export function practiceLine(exchange: Exchange, { config, throwAway }: Settings, nowMs: number): string {
  const book = Object.entries(config.parties ?? practiceParties).map(
    ([number, script]) => `    ${number}  ${typeof script === 'string' ? script : JSON.stringify(script)}`,
  )
  return [
    'The exchange is open.',
    `  signalling   ${exchange.signalUrl}    (Device option chunderw: 'localhost:${exchange.signalPort}')`,
    `  certificate  ${exchange.certificate.fingerprint}`,
    `  control API  ${exchange.controlUrl}    (Authorization: Bearer ${config.controlSecret})`,
    `  account      ${config.account.sid}${throwAway ? ', made up for this run' : ''}`,
    ...(throwAway ? [`  a token for "alice", good for a day:\n    ${tokenFor(config, 'alice', nowMs)}`] : []),
    '  Call a client:',
    `    curl -X POST ${exchange.controlUrl}/calls -H 'Authorization: Bearer ${config.controlSecret}' \\`,
    `      -d '{"from": "+12025550111", "to": "client:alice"}'`,
    '  Numbers that answer:',
    ...book,
  ].join('\n')
}

function throwAwayAccount(): ExchangeConfigInput['account'] {
  const secret = (): string => randomBytes(24).toString('base64url')
  return { sid: newSid('AC'), authToken: secret(), apiKeys: { [newSid('SK')]: secret() } }
}

function port(words: string | undefined): number {
  return words === undefined ? 0 : Number(words)
}

function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigError([`account-from: ${path} is not JSON`])
  }
}
