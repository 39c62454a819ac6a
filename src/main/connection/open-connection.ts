import { openAccountConnection } from './account-connection.ts'
import type { ConnectionProfile } from '../settings/connection-profile.ts'
import type { Connection } from './connection.ts'
import { openPracticeConnection, type PracticeConnectionDeps } from './practice/practice-connection.ts'
import type { PracticeSetup } from './practice/practice-account.ts'
import { openTeamConnection, type TeamConnectionDeps } from './team-connection.ts'

export interface OpenConnectionDeps extends PracticeConnectionDeps, TeamConnectionDeps {
  readonly practice: PracticeSetup
}

/** Opens the configured connection. Rejects with a readable message if its servers do not start. */
export type OpenConnection = (profile: ConnectionProfile, secret: string | undefined) => Promise<Connection>

export function createOpenConnection(deps: OpenConnectionDeps): OpenConnection {
  return async (profile, secret) => {
    switch (profile.kind) {
      case 'practice':
        return openPracticeConnection(deps.practice, deps)
      case 'team':
        return openTeamConnection(profile, secret, deps)
      case 'account':
        if (secret === undefined) throw new Error('The secret of the API key is not stored on this computer.')
        return openAccountConnection(profile, secret, deps)
    }
  }
}
