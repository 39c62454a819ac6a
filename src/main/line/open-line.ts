import { openAccountLine } from './account.ts'
import type { LineConfig } from './line-config.ts'
import type { LineSource } from './line-source.ts'
import { openPracticeLine, type PracticeEdges } from './practice.ts'
import type { PracticeSetup } from './practice-account.ts'
import { openTeamLine, type TeamEdges } from './team.ts'

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
