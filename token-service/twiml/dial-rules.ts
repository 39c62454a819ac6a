import type { Config } from '../config.ts'

export type DialRules = {
  /** Why this identity may not call this E.164 number now; undefined if it may, which counts as a call. */
  readonly objection: (call: {
    readonly identity: string
    readonly number: string
    /** Twilio repeats the webhook of a call after a late reply. Both count as one call. */
    readonly callSid: string
  }) => 'not-allowed' | 'too-many-calls' | undefined
}

const HOUR_MS = 3_600_000

/**
 * Limits the damage of a stolen token or secret: the allowed prefixes, and the number of calls to numbers per identity and hour.
 * Without settings everything may be dialled.
 */
export function createDialRules(
  { allowedPrefixes, callsPerHour }: Pick<Config, 'allowedPrefixes' | 'callsPerHour'>,
  clock: () => number,
): DialRules {
  const calls = new Map<string, { readonly callSid: string; readonly at: number }[]>()

  const isTooMany = (identity: string, callSid: string, limit: number): boolean => {
    const now = clock()
    const recent = (calls.get(identity) ?? []).filter(({ at }) => at > now - HOUR_MS)
    calls.set(identity, recent)
    if (callSid !== '' && recent.some((call) => call.callSid === callSid)) return false
    if (recent.length >= limit) return true
    recent.push({ callSid, at: now })
    return false
  }

  return {
    objection({ identity, number, callSid }) {
      if (allowedPrefixes !== undefined && !mayDial(allowedPrefixes, number)) return 'not-allowed'
      if (callsPerHour !== undefined && isTooMany(identity, callSid, callsPerHour)) return 'too-many-calls'
      return undefined
    },
  }
}

/**
 * Whether a number may be dialled. The longest matching prefix decides; a prefix with `!` forbids. A number that matches no prefix
 * may be dialled only if all prefixes forbid.
 */
export function mayDial(prefixes: readonly string[], number: string): boolean {
  const rules = prefixes.map((entry) => ({ allows: !entry.startsWith('!'), prefix: entry.replace('!', '') }))
  const [closest] = rules
    .filter(({ prefix }) => number.startsWith(prefix))
    .toSorted(
      (one, other) => other.prefix.length - one.prefix.length || Number(one.allows) - Number(other.allows),
    )
  return closest === undefined ? rules.every(({ allows }) => !allows) : closest.allows
}
