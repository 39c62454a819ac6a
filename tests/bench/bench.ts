import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMain } from '../../scripts/lib/is-main.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { ensureBuilt } from '../../scripts/run/ensure-built.ts'
import { benches } from './benches.ts'
import { writeDocs } from './report/docs.ts'
import type { Row } from './report/row.ts'
import { openBenchTestbed, type BenchTestbed } from './testbed/testbed.ts'
import { tableOf } from './report/table.ts'

const USAGE = `npm run bench [-- OPTIONS]
Measures Offhook beside what is physically possible, both in turns in the same run. Prints a table and writes
out/bench.json. An aim that is missed is no error; a figure that cannot be measured is.
  --n NUMBER    how often each thing is measured (default 10)
  --only NAME   only these figures; may be given more than once
  --docs        also puts the table into docs/performance.md
  --help
Figures:
${benches.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}`

const RESULT = join(projectFolder, 'out', 'bench.json')

await runMain(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string', default: '10' },
      only: { type: 'string', multiple: true },
      docs: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const n = Number(values.n)
  if (!Number.isInteger(n) || n < 1) throw new Error(`--n ${values.n}: a whole number from 1 on is needed.`)
  for (const name of values.only ?? []) {
    if (!benches.some((bench) => bench.name === name))
      throw new Error(`There is no figure "${name}".\n${USAGE}`)
  }
  const wanted = benches.filter(({ name }) => values.only?.includes(name) ?? true)

  const say = (words: string): void => console.error(words)
  const runtime = await ensureBuilt(say)
  const testbed = await openBenchTestbed(runtime, say)
  try {
    const { rows, failures } = await measureAll(wanted, testbed, n)
    const table = tableOf(rows)
    console.log(table)
    if (values.docs) await writeDocs(table)
    await mkdir(dirname(RESULT), { recursive: true })
    await writeFile(RESULT, `${JSON.stringify(rows, null, 2)}\n`)
    for (const failure of failures) console.error(`Could not be measured: ${failure}`)
    return failures.length === 0 ? 0 : 1
  } finally {
    await testbed.close()
  }
})

/** One after the other; one that fails does not keep the others from being measured. */
async function measureAll(wanted: typeof benches, testbed: BenchTestbed, n: number) {
  const rows: Row[] = []
  const failures: string[] = []
  for (const bench of wanted) {
    const { name } = bench
    const started = Date.now()
    try {
      rows.push(...(await bench.run(testbed, { n })))
      testbed.say(`${name}: ${Math.round((Date.now() - started) / 1000)} s`)
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { rows, failures }
}
