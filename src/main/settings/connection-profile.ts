import * as v from 'valibot'
import { ConnectionChoiceSchema, type ConnectionSummary } from '../../shared/ipc/contract.ts'
import { PRACTICE_NUMBERS } from '../connection/practice/practice-numbers.ts'

const [practice, team, account] = ConnectionChoiceSchema.options

/** Which line is in use, as it is stored: a choice without its secret. */
export const ConnectionProfileSchema = v.variant('kind', [
  practice,
  v.omit(team, ['secret']),
  v.omit(account, ['apiKeySecret']),
])
export type ConnectionProfile = v.InferOutput<typeof ConnectionProfileSchema>
export type TeamProfile = Extract<ConnectionProfile, { kind: 'team' }>
export type AccountProfile = Extract<ConnectionProfile, { kind: 'account' }>

/**
 * What a stored secret is good for: a team's for one server, an account's for one key. Asking for the line at
 * another address must not carry the secret there.
 */
export function secretScope(profile: ConnectionProfile): string {
  switch (profile.kind) {
    case 'practice':
      return ''
    case 'team':
      return new URL(profile.url).origin
    case 'account':
      return profile.apiKeySid
  }
}

/** All the window ever learns of a line. */
export function summaryOf(profile: ConnectionProfile, secretStored: boolean): ConnectionSummary {
  return profile.kind === 'practice'
    ? { kind: 'practice', numbers: PRACTICE_NUMBERS.map((entry) => ({ ...entry })) }
    : { ...profile, secretStored }
}
