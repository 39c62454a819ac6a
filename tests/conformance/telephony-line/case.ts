import type { LineHarness } from './harness.ts'

/** One promise of a telephone line, whatever it is made of. Throws when it is broken. */
export interface LineCase {
  readonly name: string
  readonly run: (harness: LineHarness) => Promise<void>
}
