import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp, buildIfStale } from './build/app-build.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { lookAtMachine } from './package/machine.ts'
import { pack } from './package/pack.ts'
import { publisherFrom } from './package/publisher.ts'
import { artifactTable, targetTable, writeChecksums } from './package/report.ts'
import { sourceDate } from './package/source-date.ts'
import { planTargets, TARGETS } from './package/targets.ts'

const USAGE = `npm run dist [-- OPTIONS]
Builds the app and every installer this machine can build, into dist/, and prints which it left out and why.
  --only NAMES       some of ${TARGETS.map(({ name }) => name).join(', ')}; "dir" for none of them
  --output FOLDER    another folder than dist
  --as-version V     another version than package.json's
  --quick            packages without compression, from the last build
  --development      pack with another Electron than the release version; not for distribution
  --offline          send no request to GitHub`

await runMain(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      only: { type: 'string' },
      output: { type: 'string', default: join(projectFolder, 'dist') },
      'as-version': { type: 'string' },
      quick: { type: 'boolean', default: false },
      development: { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const wanted = targetsNamed(values.only)
  const publisher = publisherFrom(process.env)
  const options = { system: process.platform, env: process.env, offline: values.offline, fetch }
  const machine = await lookAtMachine(options)
  const rows = planTargets(wanted, machine)
  const epoch = await sourceDate(process.env, Date.now)

  const output = resolve(values.output)
  await rm(join(output, 'SHA256SUMS'), { force: true })
  if (values.quick) await buildIfStale(console.log)
  else await buildApp({ silent: true })
  const made = await pack({
    targets: rows.filter(({ built }) => built).map(({ target }) => target.name),
    output,
    machine,
    publisher,
    epoch,
    quick: values.quick,
    version: values['as-version'],
    forDevelopment: values.development,
  })
  const artifacts = await writeChecksums(output, made.files)
  for (const line of ['', ...targetTable(rows), '', ...artifactTable(artifacts)]) console.log(line)
  if (made.forDevelopment) {
    console.log('\nThis was packed with the development runtime. Do not distribute it.')
  }
  console.log(`\n${made.folder}`)
  return 0
})

function targetsNamed(only: string | undefined) {
  if (only === undefined) return TARGETS
  const names = only.split(',').filter((name) => name !== 'dir')
  const unknown = names.find((name) => TARGETS.every((target) => target.name !== name))
  if (unknown !== undefined) throw new Error(`There is no target "${unknown}".\n${USAGE}`)
  return TARGETS.filter(({ name }) => names.includes(name))
}
