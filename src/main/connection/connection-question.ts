import { parseExchangeAddress } from '../../shared/domain/exchange-address.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { t } from '../../shared/messages/translate.ts'
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
        message: t('dialog.connection.practice.message'),
        detail: t('dialog.connection.practice.detail', { current: nameOf(current) }),
      }
    case 'team': {
      const { host, href } = new URL(next.url)
      const exchange = parseExchangeAddress(next.exchange ?? '')
      const calls = exchange
        ? t('dialog.connection.team.calls-exchange', {
            host: exchange.signallingHost,
            fingerprint: exchange.fingerprint,
          })
        : t('dialog.connection.team.calls-twilio')
      return {
        message: t('dialog.connection.team.message', { host }),
        detail: t('dialog.connection.team.detail', { host, method: next.method, href, calls }),
      }
    }
    case 'account':
      return {
        message: t('dialog.connection.account.message', { accountSid: next.accountSid }),
        detail: t('dialog.connection.account.detail', {
          identity: next.identity,
          callerId: next.callerId,
          twimlAppSid: next.twimlAppSid,
          apiKeySid: next.apiKeySid,
        }),
      }
  }
}

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
      return t('dialog.connection.name.practice')
    case 'team':
      return new URL(profile.url).host
    case 'account':
      return t('dialog.connection.name.account', { identity: profile.identity })
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
