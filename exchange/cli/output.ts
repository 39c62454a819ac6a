import { tokenFor, type Settings } from './settings.ts'
import type { ExchangeConfigInput } from '../config.ts'
import type { Exchange } from '../exchange.ts'
import { practiceNumbers } from '../model/dial-plan.ts'

/** What the command line prints once the exchange listens. */
export async function startupMessage(
  exchange: Exchange,
  { config, accountOrigin }: Settings,
  nowMs: number,
): Promise<string> {
  const numbers = Object.entries(config.parties ?? practiceNumbers).map(
    ([number, script]) => `    ${number}  ${typeof script === 'string' ? script : JSON.stringify(script)}`,
  )
  return [
    'The exchange is open.',
    `  signalling   ${exchange.signalUrl}    (Device option chunderw: '${exchange.signalHost}')`,
    `  certificate  ${exchange.certificate.fingerprint}`,
    `  control API  ${exchange.controlUrl}    (Authorization: Bearer ${config.controlSecret})`,
    `  REST API     https://${exchange.signalHost}/2010-04-01    (the account's SID and auth token, or an API key)`,
    `  account      ${config.account.sid}${accountOrigin === 'generated' ? ', generated for this run' : ''}`,
    '  For Offhook, to paste into Settings, My team, Practice exchange:',
    `    ${exchange.signalHost} ${exchange.certificate.fingerprint}`,
    ...(accountOrigin === 'given' ? [] : await accountLines(config, nowMs)),
    '  Call a client:',
    `    curl -X POST ${exchange.controlUrl}/calls -H 'Authorization: Bearer ${config.controlSecret}' \\`,
    `      -d '{"from": "+12025550111", "to": "client:alice"}'`,
    '  Numbers that answer:',
    ...numbers,
  ].join('\n')
}

/** The keys are valid at this exchange only, so they may be printed. */
async function accountLines(config: ExchangeConfigInput, nowMs: number): Promise<string[]> {
  const [key = '', secret = ''] = Object.entries(config.account.apiKeys)[0] ?? []
  const application = Object.keys(config.applications ?? {})[0] ?? ''
  return [
    '  For a token service, as its environment (npm run token-service):',
    `    TWILIO_ACCOUNT_SID=${config.account.sid}`,
    `    TWILIO_API_KEY_SID=${key}`,
    `    TWILIO_API_KEY_SECRET=${secret}`,
    `    TWILIO_TWIML_APP_SID=${application}`,
    `  A token for "alice", valid for a day:\n    ${await tokenFor(config, 'alice', nowMs)}`,
  ]
}
