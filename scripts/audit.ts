import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { run } from './lib/run.ts'
import { auditVerdict, ExplanationsSchema, EXIT } from './check/audit/audit-verdict.ts'

const USAGE = `npm run audit
Asks the registry for advisories on what Offhook needs to run. Ends with 0 when there is none, or each is explained in
scripts/check/audit/audit.json; with 1 when one is not; with 2 when the registry does not answer, so that nothing is known.`

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const file = join(projectFolder, 'scripts', 'check', 'audit', 'audit.json')
  const explanations = v.parse(ExplanationsSchema, JSON.parse(await readFile(file, 'utf8')))
  const asked = await run('npm', ['audit', '--omit=dev', '--json'], { cwd: projectFolder, timeout: 120_000 })
  const { outcome, lines } = auditVerdict(asked.stdout, explanations, new Date().toISOString().slice(0, 10))
  console.log(lines.join('\n'))
  return EXIT[outcome]
})
