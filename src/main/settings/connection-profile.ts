import * as v from 'valibot'
import { ConnectionChoiceSchema } from '../../shared/ipc/contract.ts'

const [practice, team, account] = ConnectionChoiceSchema.options

/** The connection in use, as stored: a choice without its secret. */
export const ConnectionProfileSchema = v.variant('kind', [
  practice,
  v.omit(team, ['secret']),
  v.omit(account, ['apiKeySecret']),
])
export type ConnectionProfile = v.InferOutput<typeof ConnectionProfileSchema>
export type TeamProfile = Extract<ConnectionProfile, { kind: 'team' }>
export type AccountProfile = Extract<ConnectionProfile, { kind: 'account' }>

/**
 * What a stored secret is valid for: a team's secret for one server, an account's for one API key. A secret must never be sent to
 * another address.
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
