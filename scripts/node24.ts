import { delimiter } from 'node:path'
import { runInForeground } from './lib/foreground.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { run } from './lib/run.ts'
import { NODE24, node24Folder } from './run/node24.ts'

const USAGE = `npm run node24 [-- SCRIPT ...]
Runs npm scripts of this project on Node ${NODE24.version}, one after another until one fails; by default
check, unit and demo. Node 24 comes from npm (Linux on x64) and is cached.
  --help`
const SCRIPTS = ['check', 'unit', 'demo']

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const env = { ...process.env, PATH: `${await node24Folder()}${delimiter}${process.env['PATH'] ?? ''}` }
  const found = (await run('node', ['--version'], { env })).stdout.trim()
  if (found !== `v${NODE24.version}`)
    throw new Error(`The PATH has Node ${found} instead of ${NODE24.version}.`)
  for (const script of args.length > 0 ? args : SCRIPTS) {
    const started = Date.now()
    console.log(`\n== ${script} on Node ${NODE24.version}`)
    const code = await runInForeground('npm', ['run', '--silent', script], { cwd: projectFolder, env })
    console.log(
      `${script} on Node ${NODE24.version}: ${code === 0 ? 'passed' : `exit code ${code}`}, ${Math.round((Date.now() - started) / 1000)} s`,
    )
    if (code !== 0) return code
  }
  return 0
})
