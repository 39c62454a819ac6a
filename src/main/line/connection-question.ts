import { exchangeAddress } from '../../shared/exchange-line.ts'
import type { Timestamp } from '../../shared/phone.ts'
import type { LineConfig } from './line-config.ts'

/** A question in a dialog of the operating system, which no page can answer. */
export interface ConnectionQuestion {
  readonly message: string
  readonly detail: string
}

/**
 * What the person has to confirm before another connection is tried or stored: where access comes from and where calls go,
 * whole. Null when nothing but a secret changes, which goes where it went before.
 */
export function connectionQuestion(current: LineConfig, next: LineConfig): ConnectionQuestion | null {
  if (isSame(current, next)) return null
  switch (next.kind) {
    case 'practice':
      return {
        message: 'Use the practice line?',
        detail: `Calls to ${nameOf(current)} no longer reach Offhook. Calls on the practice line stay on this computer.`,
      }
    case 'team': {
      const { host, href } = new URL(next.url)
      const exchange = exchangeAddress(next.exchange ?? '')
      const calls = exchange
        ? `Calls do not go to Twilio, but to this exchange:\n${exchange.signallingHost}\n${exchange.fingerprint}`
        : 'Calls go through Twilio.'
      return {
        message: `Use ${host} for your calls?`,
        detail: `${host} decides under which name you are called. Offhook sends your secret to this address, by ${next.method}, now and each time it is started:\n${href}\n\n${calls}\n\n${ONLY_YOU}`,
      }
    }
    case 'account':
      return {
        message: `Use the Twilio account ${next.accountSid} for your calls?`,
        detail: `You are called as ${next.identity}. Your calls show ${next.callerId} and run through the TwiML App ${next.twimlAppSid}, with the API key ${next.apiKeySid}.\n\n${ONLY_YOU}`,
      }
  }
}

const ONLY_YOU = 'Continue only if you have entered this connection yourself.'

/** By what is stored of them. */
function isSame(a: LineConfig, b: LineConfig): boolean {
  const text = (config: LineConfig) =>
    JSON.stringify(
      Object.entries(config)
        .filter(([, value]) => value !== undefined)
        .toSorted(([x], [y]) => x.localeCompare(y)),
    )
  return text(a) === text(b)
}

function nameOf(config: LineConfig): string {
  switch (config.kind) {
    case 'practice':
      return 'the practice line'
    case 'team':
      return new URL(config.url).host
    case 'account':
      return `${config.identity} on your Twilio account`
  }
}

/** So many refusals within that time; then no more questions for as long. A page must not wear a person out. */
const MAX_REFUSALS = 3
const PAUSE_MS = 60_000

/** Asks the person; false without a question after several refusals within a minute, until a minute has passed. */
export function limitQuestions(
  ask: (question: ConnectionQuestion) => Promise<boolean>,
  clock: () => Timestamp,
): (question: ConnectionQuestion) => Promise<boolean> {
  let refusals: Timestamp[] = []
  return async (question) => {
    refusals = refusals.filter((at) => Math.abs(clock() - at) < PAUSE_MS)
    if (refusals.length >= MAX_REFUSALS) return false
    // A dialog that cannot be shown confirms nothing.
    const isConfirmed = await ask(question).catch(() => false)
    refusals = isConfirmed ? [] : [...refusals, clock()]
    return isConfirmed
  }
}
