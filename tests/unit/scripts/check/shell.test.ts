import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { run } from '../../../../scripts/lib/run.ts'
import { parseWorkflow, stepName } from '../../../../scripts/check/workflows/workflow.ts'

const workflows = join(projectFolder, '.github', 'workflows')
const steps = readdirSync(workflows).flatMap((file) =>
  Object.entries(parseWorkflow(readFileSync(join(workflows, file), 'utf8')).jobs).flatMap(
    ([job, { steps }]) =>
      steps.flatMap((step) => {
        const script = step.shell === undefined ? step.run : undefined
        return script === undefined ? [] : [[`${file} ${job}: ${stepName(step)}`, script] as const]
      }),
  ),
)
const isShell = (path: string): boolean => /^#!.*\b(ba|da)?sh\n/.test(readFileSync(path, 'utf8'))
const files = ['.ci', 'build/linux']
  .flatMap((folder) => readdirSync(join(projectFolder, folder)).map((name) => join(folder, name)))
  .filter((path) => isShell(join(projectFolder, path)))

let scratch = ''
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'offhook-shell-'))
})
afterAll(() => rm(scratch, { recursive: true }))

const complaints = async (args: readonly string[]): Promise<string> =>
  (await run('shellcheck', args, { cwd: projectFolder })).stdout

describe('shell scripts give shellcheck nothing to say', () => {
  it.each(steps)('%s', async (_, script) => {
    const file = join(scratch, 'step.sh')
    // As GitHub runs `shell: bash`.
    await writeFile(file, `set -eo pipefail\n${script}`)
    expect(await complaints(['--shell=bash', file])).toBe('')
  })

  it.each(files)('%s', async (file) => {
    // electron-builder puts names in the place of ${...}, which are no variables.
    expect(await complaints(['--exclude=SC2154', file])).toBe('')
  })

  it('which it has where there is something', async () => {
    const file = join(scratch, 'bad.sh')
    await writeFile(file, 'rm -r $1\n')
    expect(await complaints(['--shell=bash', file])).toContain('SC2086')
  })

  it('are found', () => {
    expect(steps.length).toBeGreaterThan(15)
    expect(files).toContain('.ci/run')
  })
})
