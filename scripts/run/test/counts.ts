import * as v from 'valibot'

/** The number of tests in a report. `again`: of those that passed, how many only at the second try. */
export type Counts = { passed: number; failed: number; skipped: number; again: number }

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0, again: 0 }

const vitestSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.optional(v.number(), 0),
  // A file that could not be loaded counts as a failed suite without any failed test.
  testResults: v.array(v.object({ status: v.string(), assertionResults: v.array(v.unknown()) })),
})

const playwrightSchema = v.object({
  stats: v.object({
    expected: v.number(),
    unexpected: v.number(),
    flaky: v.number(),
    skipped: v.number(),
  }),
  errors: v.optional(v.array(v.unknown()), []),
})

/** Counts of vitest's JSON report; throws if the text is not one. */
export function vitestCounts(report: string): Counts {
  const parsed = v.parse(vitestSchema, JSON.parse(report))
  const broken = parsed.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + broken.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
    again: 0,
  }
}

/** Counts of Playwright's JSON report; throws if the text is not one. */
export function playwrightCounts(report: string): Counts {
  const { stats, errors } = v.parse(playwrightSchema, JSON.parse(report))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    again: stats.flaky,
  }
}
