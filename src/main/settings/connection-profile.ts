import * as v from 'valibot'
import { LineChoiceSchema, type LineSummary } from '../../shared/ipc/contract.ts'
import { PRACTICE_NUMBERS } from '../connection/practice/practice-numbers.ts'

const [practice, team, account] = LineChoiceSchema.options

/** Which line is in use, as it is stored: a choice without its secret. */
export const LineConfigSchema = v.variant('kind', [
  practice,
  v.omit(team, ['secret']),
  v.omit(account, ['apiKeySecret']),
])
export type LineConfig = v.InferOutput<typeof LineConfigSchema>
export type TeamConfig = Extract<LineConfig, { kind: 'team' }>
export type AccountConfig = Extract<LineConfig, { kind: 'account' }>

/**
 * What a stored secret is good for: a team's for one server, an account's for one key. Asking for the line at
 * another address must not carry the secret there.
 */
export function secretScope(config: LineConfig): string {
  switch (config.kind) {
    case 'practice':
      return ''
    case 'team':
      return new URL(config.url).origin
    case 'account':
      return config.apiKeySid
  }
}

/** All the window ever learns of a line. */
export function summaryOf(config: LineConfig, secretStored: boolean): LineSummary {
  return config.kind === 'practice'
    ? { kind: 'practice', numbers: PRACTICE_NUMBERS.map((entry) => ({ ...entry })) }
    : { ...config, secretStored }
}
