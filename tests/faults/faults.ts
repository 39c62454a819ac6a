import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { format } from 'prettier'
import { startDesktop } from '../support/desktop/desktop.ts'
import { runMain } from '../../scripts/lib/is-main.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { ensureBuilt } from '../../scripts/run/ensure-built.ts'
import { copyProgram } from '../support/app/copy-program.ts'
import { playTone } from '../support/audio/audio-source.ts'
import { catalogue } from './catalogue.ts'
import { check, type Fault } from './fault.ts'
import { jsonOf, pageOf, tableOf, type Row } from './report.ts'
import { openFaultTestbed } from './testbed.ts'

const USAGE = `npm run faults [-- OPTIONS]
Causes every trouble for real, and checks what the person saw and how the next call fared. Prints a table; when all
were caused, docs/reliability.md is written anew. The exit code is 1 unless every promise held.
  --only NAME   only this fault; may be given more than once
  --json        prints the rows once more, as JSON in the last line: a list of
                {fault, held, noticedMs, backMs, nextCallMs}; times in milliseconds, null where there is none
  --help
Faults:
${catalogue.map(({ name, cause }) => `  ${name}: ${cause}`).join('\n')}`

const TONE_HZ = 1000

await runMain(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const wanted = catalogue.filter(({ name, byHand }) => values.only?.includes(name) ?? !byHand)
  if (wanted.length === 0) throw new Error(`There is no such fault.\n${USAGE}`)

  const runtime = await ensureBuilt((words) => console.error(words))
  const rows = await causeAll(wanted, runtime.executable)
  console.log(tableOf(rows))
  if (values.only === undefined) {
    const page = await format(pageOf(rows, runtime.line), { parser: 'markdown', printWidth: 110 })
    await writeFile(join(projectFolder, 'docs', 'reliability.md'), page)
  }
  if (values.json) console.log(jsonOf(rows))
  return rows.every(({ failure }) => failure === undefined) ? 0 : 1
})

async function causeAll(faults: readonly Fault[], executable: string): Promise<Row[]> {
  const desktop = await startDesktop({ notifications: 'xfce4-notifyd', sound: true })
  const audioSource = playTone(desktop.env, TONE_HZ)
  const rows: Row[] = []
  try {
    const program = await copyProgram(desktop.folder)
    for (const fault of faults) {
      const row = await cause(fault, (): ReturnType<typeof openFaultTestbed> =>
        openFaultTestbed({ executable, program, desktop, ...(fault.launch && { launch: fault.launch }) }),
      )
      console.error(`${row.failure === undefined ? 'held' : 'FAILED'}: ${fault.name} ${row.failure ?? ''}`)
      rows.push(row)
    }
  } finally {
    await audioSource.stop()
    await desktop.stop()
  }
  return rows
}

/** One fault on a phone of its own, and the call after it. */
async function cause(fault: Fault, open: () => ReturnType<typeof openFaultTestbed>): Promise<Row> {
  const { name, cause: how } = fault
  const unknown = { saw: '', noticedMs: undefined, backMs: undefined, nextCallMs: undefined }
  let testbed: Awaited<ReturnType<typeof open>> | undefined
  try {
    testbed = await open()
    const outcome = await fault.run(testbed)
    const { saw, noticedMs, backMs } = outcome
    check(outcome)
    const nextCallMs = await testbed.takeCall()
    return { name, cause: how, saw, noticedMs, backMs, nextCallMs, failure: undefined }
  } catch (error) {
    // The table has room for the first line only.
    console.error(error)
    const failure = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { ...unknown, name, cause: how, failure }
  } finally {
    await testbed?.close()
  }
}
