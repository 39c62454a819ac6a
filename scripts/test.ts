import { join } from 'node:path'
import { runInForeground } from './lib/foreground.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { ensureElectron } from './runtime/ensure-electron.ts'
import { ensureSystem } from './run/system/ensure-system.ts'
import { playwrightCounts, vitestCounts } from './run/test/counts.ts'
import { closingLines, runStages, type Stage } from './run/test/stages.ts'

const reports = join(projectFolder, 'test-results')
const STAGES: readonly Stage[] = [
  // First, so that a bare machine has what the tests stand on.
  { name: 'system', run: prepareMachine },
  { name: 'check' },
  { name: 'unit', report: { file: join(reports, 'unit.json'), count: vitestCounts } },
  { name: 'build' },
  { name: 'e2e', report: { file: join(reports, 'e2e.json'), count: playwrightCounts } },
]

async function prepareMachine(): Promise<number> {
  try {
    const runtime = await ensureElectron()
    console.log(runtime.line)
    await ensureSystem({ purposes: ['start', 'tests'], executable: runtime.executable })
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
}

await runMain(import.meta.url, async () => {
  const outcome = await runStages(STAGES, {
    runScript: (name) =>
      runInForeground('npm', ['run', '--silent', name], { cwd: projectFolder, env: process.env }),
    log: console.log,
  })
  for (const line of closingLines(outcome)) console.log(line)
  return outcome.failedStage === undefined ? 0 : 1
})
