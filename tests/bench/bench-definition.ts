import type { Row } from './report/row.ts'
import type { BenchTestbed } from './testbed/testbed.ts'

export interface Effort {
  /** How often each thing is measured; a measurement may multiply or divide it as its length asks for. */
  readonly n: number
}

/** Figures that are measured together. */
export interface Bench {
  readonly name: string
  /** What it measures, in words for `--help`. */
  readonly about: string
  run(testbed: BenchTestbed, effort: Effort): Promise<readonly Row[]>
}

/**
 * Runs two or more things in turns, A B A B, after a first round that warms everything up and does not count. What
 * else happens on the machine then meets all of them alike.
 */
export async function alternate(
  rounds: number,
  turns: readonly (() => Promise<() => void>)[],
  warmUps = 1,
): Promise<void> {
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const turn of turns) {
      const keep = await turn()
      if (round >= 0) keep()
    }
  }
}

/** Runs what was put off, the latest first, whatever becomes of the others. */
export function createCleanup(): {
  readonly add: (step: () => Promise<unknown>) => void
  run(): Promise<void>
} {
  const steps: (() => Promise<unknown>)[] = []
  return {
    add: (step) => void steps.push(step),
    async run() {
      for (const step of steps.splice(0).toReversed()) await step().catch(() => undefined)
    },
  }
}
