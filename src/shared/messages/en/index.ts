import { advice } from './advice.ts'
import { calls } from './calls.ts'
import { main } from './main.ts'
import { program } from './program.ts'
import { reachability } from './reachability.ts'
import { settings } from './settings.ts'
import { views } from './views.ts'

/** The English messages: the complete catalogue, and the source of the types of keys and parameters. */
export const en = {
  ...calls,
  ...reachability,
  ...program,
  ...settings,
  ...views,
  ...advice,
  ...main,
} as const
