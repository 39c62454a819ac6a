import { openAccountLine } from './account-connection.ts'
import type { LineConfig } from '../settings/connection-profile.ts'
import type { LineSource } from './connection.ts'
import { openPracticeLine, type PracticeEdges } from './practice/practice-connection.ts'
import type { PracticeSetup } from './practice/practice-account.ts'
import { openTeamLine, type TeamEdges } from './team-connection.ts'

export interface OpenLineEdges extends PracticeEdges, TeamEdges {
  readonly practice: PracticeSetup
}

/** Opens whichever line is configured. Rejects in words when its servers do not start. */
export type OpenLine = (config: LineConfig, secret: string | undefined) => Promise<LineSource>

export function createOpenLine(edges: OpenLineEdges): OpenLine {
  return async (config, secret) => {
    switch (config.kind) {
      case 'practice':
        return openPracticeLine(edges.practice, edges)
      case 'team':
        return openTeamLine(config, secret, edges)
      case 'account':
        if (secret === undefined) throw new Error('The secret of the API key is not stored on this computer.')
        return openAccountLine(config, secret, edges)
    }
  }
}
