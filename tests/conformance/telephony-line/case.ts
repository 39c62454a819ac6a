import type { LineHarness } from './harness.ts'

/** One requirement for every implementation of a telephone line. Throws when the line does not meet it. */
export interface LineCase {
  readonly name: string
  readonly run: (harness: LineHarness) => Promise<void>
}
