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

const findings = async (args: readonly string[]): Promise<string> =>
  (await run('shellcheck', args, { cwd: projectFolder })).stdout

describe('shellcheck has no finding', () => {
  it.each(steps)('in the step %s', async (_, script) => {
    const file = join(scratch, 'step.sh')
    // As GitHub runs `shell: bash`.
    await writeFile(file, `set -eo pipefail\n${script}`)
    expect(await findings(['--shell=bash', file])).toBe('')
  })

  it.each(files)('in the file %s', async (file) => {
    // electron-builder replaces ${...}; these are not variables.
    expect(await findings(['--exclude=SC2154', file])).toBe('')
  })

  it('except in a script with a fault', async () => {
    const file = join(scratch, 'bad.sh')
    await writeFile(file, 'rm -r $1\n')
    expect(await findings(['--shell=bash', file])).toContain('SC2086')
  })

  it('in any of the scripts, which are found', () => {
    expect(steps.length).toBeGreaterThan(15)
    expect(files).toContain('.ci/run')
  })
})
