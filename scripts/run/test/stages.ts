import { readFile, rm } from 'node:fs/promises'
import { noTests, type Counts } from './counts.ts'

/** A step of `npm test`: an npm script, or a function, and the report if it runs tests. */
export type Stage = {
  name: string
  run?: () => Promise<number>
  report?: { file: string; count: (text: string) => Counts }
}

export type Outcome = { counts: Counts; failedStage?: string; why?: string }

export type StageDeps = {
  /** Runs an npm script in this terminal. Resolves with its exit code. */
  runScript: (name: string) => Promise<number>
  log: (line: string) => void
  read?: (file: string) => Promise<string>
  remove?: (file: string) => Promise<void>
}

/**
 * Tests with a real desktop and many programs can fail by chance on a busy machine. The output names each test that passed
 * only at the second try; with more of them the run fails.
 */
const MAX_FLAKY = 2

/** Runs the stages in order until one fails. A stage passes only if its report shows that all its tests ran. */
export async function runStages(stages: readonly Stage[], deps: StageDeps): Promise<Outcome> {
  const {
    runScript,
    log,
    read = (file) => readFile(file, 'utf8'),
    remove = (file) => rm(file, { force: true }),
  } = deps
  let counts = noTests
  for (const stage of stages) {
    log(`\n== ${stage.name}`)
    if (stage.report !== undefined) await remove(stage.report.file)
    const code = await (stage.run?.() ?? runScript(stage.name))
    const ran = stage.report === undefined ? undefined : await countsOf(stage.report, read)
    if (ran !== undefined) counts = add(counts, ran)
    const why = reasonToFail(stage, code, ran)
    if (why === undefined) continue
    // A stage that fails without a failed test counts as one failure.
    if ((ran?.failed ?? 0) === 0) counts = add(counts, { ...noTests, failed: 1 })
    return { counts, failedStage: stage.name, why }
  }
  return { counts }
}

async function countsOf(report: NonNullable<Stage['report']>, read: (file: string) => Promise<string>) {
  try {
    return report.count(await read(report.file))
  } catch {
    return undefined
  }
}

function reasonToFail(stage: Stage, code: number, ran: Counts | undefined): string | undefined {
  if (code !== 0) return `it ended with code ${code}`
  if (stage.report === undefined) return undefined
  if (ran === undefined) return `it left no report in ${stage.report.file}`
  if (ran.failed > 0) return `${ran.failed} of its tests failed`
  if (ran.skipped > 0) return `${ran.skipped} of its tests were skipped`
  if (ran.again > MAX_FLAKY) return `${ran.again} of its tests passed only at a second try`
  return ran.passed === 0 ? 'it ran no test' : undefined
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    again: a.again + b.again,
  }
}

/** The closing lines of a run; the last is `N passed, N failed`. */
export function closingLines({ counts, failedStage, why }: Outcome): string[] {
  const verdict = failedStage === undefined ? [] : [`Failed in "${failedStage}": ${why ?? 'unknown'}.`]
  const again = counts.again === 0 ? [] : [`Only at a second try: ${counts.again} of those that passed.`]
  return ['', ...verdict, ...again, `${counts.passed} passed, ${counts.failed} failed`]
}
