import { describe, expect, it } from 'vitest'
import { playwrightCounts, vitestCounts, type Counts } from '../../../../scripts/run/test/counts.ts'
import { closingLines, runStages, type Outcome, type Stage } from '../../../../scripts/run/test/stages.ts'

const vitestReport = (passed: number, failed: number, pending = 0, files: unknown[] = []): string =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    testResults: files,
  })
const playwrightReport = (expected: number, unexpected: number, skipped = 0, flaky = 0): string =>
  JSON.stringify({ stats: { expected, unexpected, skipped, flaky }, errors: [] })

const unit: Stage = { name: 'unit', report: { file: 'unit.json', count: vitestCounts } }
const e2e: Stage = { name: 'e2e', report: { file: 'e2e.json', count: playwrightCounts } }

/** Runs the stages against scripts that end with these codes and leave these reports. */
async function outcomeOf(
  stages: readonly Stage[],
  scripts: Record<string, { code?: number; report?: string }>,
  old: Record<string, string> = {},
): Promise<Outcome & { ran: string[] }> {
  const files = new Map(Object.entries(old))
  const ran: string[] = []
  const outcome = await runStages(stages, {
    log: () => {},
    runScript: async (name) => {
      ran.push(name)
      const { code = 0, report } = scripts[name] ?? { code: 1 }
      if (report !== undefined) files.set(`${name}.json`, report)
      return code
    },
    read: async (file) => files.get(file) ?? Promise.reject(new Error('no such file')),
    remove: async (file) => void files.delete(file),
  })
  return { ...outcome, ran }
}

describe('npm test', () => {
  it('adds up the counts of all stages', async () => {
    const outcome = await outcomeOf([{ name: 'check' }, unit, e2e], {
      check: {},
      unit: { report: vitestReport(12, 0) },
      e2e: { report: playwrightReport(30, 0) },
    })
    expect(outcome.failedStage).toBeUndefined()
    expect(closingLines(outcome).at(-1)).toBe('42 passed, 0 failed')
  })

  it.each<[string, Record<string, { code?: number; report?: string }>, string, Partial<Counts>]>([
    ['ends with another code than 0', { check: { code: 2 } }, 'check', { failed: 1 }],
    ['does not exist', {}, 'check', { failed: 1 }],
    [
      'has failed tests',
      { check: {}, unit: { code: 1, report: vitestReport(9, 3) } },
      'unit',
      { passed: 9, failed: 3 },
    ],
    [
      'has failed tests and ends with 0',
      { check: {}, unit: { report: vitestReport(9, 3) } },
      'unit',
      { failed: 3 },
    ],
    ['runs no test', { check: {}, unit: { report: vitestReport(0, 0) } }, 'unit', { failed: 1 }],
    [
      'skips a test',
      { check: {}, unit: { report: vitestReport(9, 0, 1) } },
      'unit',
      { passed: 9, failed: 1 },
    ],
    ['leaves no report', { check: {}, unit: {} }, 'unit', { failed: 1 }],
    ['leaves half a report', { check: {}, unit: { report: '{"numPassedTests": 4' } }, 'unit', { failed: 1 }],
    [
      'passes too many tests only at the second try',
      { check: {}, unit: { report: vitestReport(1, 0) }, e2e: { report: playwrightReport(5, 0, 0, 3) } },
      'e2e',
      { passed: 9, failed: 1 },
    ],
  ])('fails with the first stage that %s', async (_, scripts, stage, counts) => {
    const outcome = await outcomeOf([{ name: 'check' }, unit, e2e], scripts)
    expect(outcome.failedStage).toBe(stage)
    expect(outcome.counts).toMatchObject(counts)
    expect(outcome.ran.at(-1)).toBe(stage)
    expect(closingLines(outcome).join('\n')).toContain(`Failed in "${stage}"`)
    expect(closingLines(outcome).at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed$/)
  })

  it('prints how many tests passed only at the second try', async () => {
    const outcome = await outcomeOf([e2e], { e2e: { report: playwrightReport(5, 0, 0, 2) } })
    expect(closingLines(outcome).slice(-2)).toEqual([
      'Only at a second try: 2 of those that passed.',
      '7 passed, 0 failed',
    ])
  })

  it('ignores the report of an earlier run', async () => {
    const outcome = await outcomeOf([unit], { unit: {} }, { 'unit.json': vitestReport(99, 0) })
    expect(outcome.failedStage).toBe('unit')
    expect(outcome.counts.passed).toBe(0)
  })

  it('counts a test file that cannot be loaded as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] }
    expect(vitestCounts(vitestReport(3, 0, 0, [broken])).failed).toBe(1)
  })
})
