import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../../../scripts/lib/lockfile.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { parseWorkflow } from '../../../../scripts/check/workflows/workflow.ts'
import { workflowViolations } from '../../../../scripts/check/workflows/workflow-rules.ts'

const folder = join(projectFolder, '.github', 'workflows')
const workflows = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const)
const scripts = Object.keys((await readManifest()).scripts)
const HASH = '3d3c42e5aac5ba805825da76410c181273ba90b1'

const VALID = `
name: sound
on:
  push:
permissions: {}
concurrency: one
defaults:
  run:
    shell: bash
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${HASH} # v7.0.1
        with:
          persist-credentials: false
      - name: Sign
        env:
          KEY: \${{ secrets.SIGNING_KEY }}
          THERE: \${{ secrets.OTHER_KEY != '' }}
        run: npm run build
`
const violationsIn = (text: string): string => workflowViolations(parseWorkflow(text), ['build']).join('\n')

describe('the workflows', () => {
  it('are ci, release and rollout', () => {
    expect(workflows.map(([file]) => file)).toEqual(['ci.yml', 'release.yml', 'rollout.yml'])
  })

  it.each(workflows)('%s breaks no rule', (_, text) => {
    expect(workflowViolations(parseWorkflow(text), scripts)).toEqual([])
  })

  it('run every slow suite each night, with valid arguments', () => {
    const Entry = v.object({ script: v.string(), part: v.optional(v.string()) })
    const Strategy = v.object({ matrix: v.object({ include: v.array(Entry) }) })
    const ci = parseWorkflow(readFileSync(join(folder, 'ci.yml'), 'utf8'))
    const { include } = v.parse(Strategy, ci.jobs['nightly']?.strategy).matrix
    expect(include.filter(({ script }) => !scripts.includes(script))).toEqual([])
    expect(include).toEqual(
      expect.arrayContaining([{ script: 'faults' }, { script: 'soak' }, { script: 'bench' }]),
    )
    // Without a part it prints its usage and fails.
    const parts = include.flatMap(({ script, part }) => (script === 'fuzz' ? [part] : []))
    expect(new Set(parts)).toEqual(new Set(['ipc', 'http']))
  })

  it.each(['ci.yml', 'release.yml'])(
    '%s fails if the release version of Electron is not available',
    (file) => {
      const workflow = parseWorkflow(readFileSync(join(folder, file), 'utf8'))
      expect(workflow.env).toEqual({ OFFHOOK_REQUIRE_OFFICIAL: '1' })
      const jobs = Object.values(workflow.jobs).filter((job) =>
        job.steps.some(({ run = '' }) => /npm (test|run (demo|bench|"\$SCRIPT"))/.test(run)),
      )
      expect(jobs.length).toBeGreaterThan(0)
      for (const { steps } of jobs) {
        const runs = steps.map(({ run = '' }) => run)
        const said = runs.findIndex((run) =>
          run.includes('scripts/runtime.ts | tee -a "$GITHUB_STEP_SUMMARY"'),
        )
        const tested = runs.findIndex((run) => /npm (test|run "\$SCRIPT")/.test(run))
        expect(said, 'the summary names the version').toBeGreaterThan(-1)
        expect(said, 'before anything runs on it').toBeLessThan(tested)
      }
    },
  )

  it('pack for three systems each night, and can be started by hand without publishing', () => {
    const { on, jobs } = parseWorkflow(readFileSync(join(folder, 'release.yml'), 'utf8'))
    expect(Object.keys(on).toSorted()).toEqual(['push', 'schedule', 'workflow_dispatch'])
    const conditions = Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [name, String(job['if'])]),
    )
    expect(conditions['build']).toContain("github.event_name == 'schedule'")
    expect(conditions['gather']).toContain("github.event_name != 'schedule'")
    // Nothing is attested or published, and no secret is read, but for a tag.
    expect(conditions['attest']).toContain("github.event_name == 'push'")
    expect(conditions['draft']).toContain("github.event_name == 'push'")
    const values = Object.values(jobs).flatMap((job) =>
      job.steps.flatMap(({ env }) => Object.values(env).map(String)),
    )
    const secret = values.filter((value) => value.includes('secrets.'))
    expect(secret.length).toBeGreaterThan(5)
    expect(secret.filter((value) => !value.startsWith("${{ github.event_name == 'push' && "))).toEqual([])
  })

  it('use one version of each action', () => {
    const used = workflows.flatMap(([, text]) => [...text.matchAll(/uses: (\S+)@(\S+ # \S+)/g)])
    const versions = new Map<string, Set<string>>()
    for (const [, action = '', pin = ''] of used) {
      versions.set(action, (versions.get(action) ?? new Set()).add(pin))
    }
    expect(versions.size).toBe(5)
    expect([...versions].filter(([, pins]) => pins.size > 1)).toEqual([])
  })
})

describe('the workflow rules', () => {
  it('accept a valid workflow', () => {
    expect(violationsIn(VALID)).toBe('')
  })

  it.each([
    ['a tag', `@${HASH} # v7.0.1`, '@v7', /not pinned/],
    ['a short hash', `@${HASH} # v7.0.1`, '@3d3c42e # v7.0.1', /not pinned/],
    ['no version in a comment', ' # v7.0.1', '', /has no version in a comment/],
    ['no permissions at the top', 'permissions: {}\n', '', /permissions: \{\}/],
    ['all permissions at the top', 'permissions: {}', 'permissions: write-all', /permissions: \{\}/],
    [
      'a job without permissions',
      '    permissions:\n      contents: read\n',
      '',
      /does not name its permissions/,
    ],
    [
      'a job with all permissions',
      'permissions:\n      contents: read',
      'permissions: write-all',
      /does not name/,
    ],
    [
      'a job that may write and runs packages',
      'contents: read',
      'contents: write',
      /although the job may write/,
    ],
    ['no time limit', '    timeout-minutes: 5\n', '', /no time limit/],
    ['a runner label that changes', 'ubuntu-24.04', 'ubuntu-latest', /may change under it/],
    [
      'a token that stays in the checkout',
      'persist-credentials: false',
      'fetch-depth: 0',
      /leaves the token/,
    ],
    [
      'an event inside a script',
      'npm run build',
      'echo ${{ github.event.head_commit.message }}',
      /expression inside/,
    ],
    ['a secret inside a script', 'npm run build', 'echo ${{ secrets.SIGNING_KEY }}', /expression inside/],
    [
      'a secret for an action',
      'persist-credentials: false',
      'token: ${{ secrets.T }}',
      /secret to an action/,
    ],
    [
      'a secret for a job',
      '    timeout-minutes',
      '    env: { K: "${{ secrets.K }}" }\n    timeout-minutes',
      /every step/,
    ],
    ['a secret for all', 'permissions: {}', 'permissions: {}\nenv: { K: "${{ secrets.K }}" }', /every job/],
    ['a script that is not there', 'npm run build', 'npm run biuld', /no npm script "biuld"/],
    ['a pull request from a fork with secrets', '  push:', '  pull_request_target:', /not safe/],
    ['no concurrency', 'concurrency: one\n', '', /concurrency/],
    ['another shell', 'shell: bash', 'shell: sh', /not all bash/],
  ])('reject %s', (_, valid, changed, message) => {
    expect(VALID).toContain(valid)
    expect(violationsIn(VALID.replace(valid, () => changed))).toMatch(message)
  })

  it('reject a secret in two steps', () => {
    const twice = `${VALID}      - run: npm run build\n        env:\n          K: \${{ secrets.SIGNING_KEY }}\n`
    expect(violationsIn(twice)).toContain('2 steps see the secret SIGNING_KEY')
  })

  it('reject a file that is not a workflow', () => {
    expect(() => parseWorkflow('jobs: [')).toThrow()
    expect(() => parseWorkflow('name: x')).toThrow()
    expect(() => parseWorkflow(VALID.replace('run: npm', 'rnu: npm'))).toThrow()
  })
})
