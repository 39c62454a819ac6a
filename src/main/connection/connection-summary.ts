import type { ConnectionSummary } from '../../shared/ipc/contract.ts'
import { secretScope, type ConnectionProfile } from '../settings/connection-profile.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import { PRACTICE_NUMBERS } from './practice/practice-numbers.ts'

/** The part of a connection that the window shows: never a secret. */
export function summaryOf(profile: ConnectionProfile, secretStored: boolean): ConnectionSummary {
  return profile.kind === 'practice'
    ? { kind: 'practice', numbers: PRACTICE_NUMBERS.map((entry) => ({ ...entry })) }
    : { ...profile, secretStored }
}

/** The summary of the stored connection, before it is opened. */
export function storedSummary(
  { connectionProfile }: Pick<Settings, 'connectionProfile'>,
  secrets: Pick<Secrets, 'has'>,
): ConnectionSummary {
  return summaryOf(connectionProfile, secrets.has(connectionProfile.kind, secretScope(connectionProfile)))
}
