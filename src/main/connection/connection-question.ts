import { parseExchangeAddress } from '../../shared/domain/exchange-address.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { ConnectionProfile } from '../settings/connection-profile.ts'

/** A question in a native dialog, which no page can answer. */
export interface ConnectionQuestion {
  readonly message: string
  readonly detail: string
}

/**
 * What the person has to confirm before another connection is tried or stored: the full addresses of the sign-in service and of the
 * call routing. Null when only a secret changes and its destination stays the same.
 */
export function connectionQuestion(
  current: ConnectionProfile,
  next: ConnectionProfile,
): ConnectionQuestion | null {
  if (isSame(current, next)) return null
  switch (next.kind) {
    case 'practice':
      return {
        message: 'Use the practice line?',
        detail: `Calls to ${nameOf(current)} no longer reach Offhook. Calls on the practice line stay on this computer.`,
      }
    case 'team': {
      const { host, href } = new URL(next.url)
      const exchange = parseExchangeAddress(next.exchange ?? '')
      const calls = exchange
        ? `Calls do not go to Twilio, but to this exchange:\n${exchange.signallingHost}\n${exchange.fingerprint}`
        : 'Calls go through Twilio.'
      return {
        message: `Use ${host} for your calls?`,
        detail: `${host} assigns the name that others call you by. Offhook sends your secret to this address, by ${next.method}, now and at each start:\n${href}\n\n${calls}\n\n${ONLY_YOU}`,
      }
    }
    case 'account':
      return {
        message: `Use the Twilio account ${next.accountSid} for your calls?`,
        detail: `Others call you as ${next.identity}. Your calls show ${next.callerId} and use the TwiML App ${next.twimlAppSid} and the API key ${next.apiKeySid}.\n\n${ONLY_YOU}`,
      }
  }
}

const ONLY_YOU = 'Continue only if you have entered this connection yourself.'

/** By what is stored of them. */
function isSame(a: ConnectionProfile, b: ConnectionProfile): boolean {
  const text = (profile: ConnectionProfile) =>
    JSON.stringify(
      Object.entries(profile)
        .filter(([, value]) => value !== undefined)
        .toSorted(([x], [y]) => x.localeCompare(y)),
    )
  return text(a) === text(b)
}

function nameOf(profile: ConnectionProfile): string {
  switch (profile.kind) {
    case 'practice':
      return 'the practice line'
    case 'team':
      return new URL(profile.url).host
    case 'account':
      return `${profile.identity} on your Twilio account`
  }
}

/** After this many refusals within this time no question is shown for as long, so that a page cannot ask endlessly. */
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
    // A dialog that cannot be shown counts as "no".
    const isConfirmed = await ask(question).catch(() => false)
    refusals = isConfirmed ? [] : [...refusals, clock()]
    return isConfirmed
  }
}
