import { win32 } from 'node:path'
import * as v from 'valibot'
import { UpdateChannelSchema, type UpdateChannel } from '../../shared/ipc/contract.ts'
import { isFeedUrl } from './feed-guard.ts'

/** Strict: a word misspelt must not leave on what was to be turned off. */
const PolicySchema = v.strictObject({
  updates: v.optional(v.picklist(['on', 'off']), 'on'),
  channel: v.optional(UpdateChannelSchema),
  feedUrl: v.optional(v.pipe(v.string(), v.maxLength(500), v.check(isFeedUrl, 'an https address'))),
})

/** What the administrator of this computer has decided about updates. */
export interface UpdatePolicy {
  readonly updates: 'on' | 'off'
  readonly channel?: UpdateChannel | undefined
  /** The folder updates come from, in place of the publisher's. They have to be signed all the same. */
  readonly feedUrl?: string | undefined
  /** There is a policy. */
  readonly managed: boolean
  /** Why the policy's file cannot be followed. Updates are off until it can. */
  readonly problem?: string
}

export interface PolicyDeps {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Run from the sources: OFFHOOK_POLICY_FILE may name another file. */
  readonly development: boolean
  readonly readFile: (path: string) => Promise<string>
}

/** Where the file is that only an administrator should be able to write. */
export function policyPath({ platform, env, development }: Omit<PolicyDeps, 'readFile'>): string {
  const other = env['OFFHOOK_POLICY_FILE']
  if (development && other !== undefined) return other
  if (platform === 'darwin') return '/Library/Application Support/Offhook/policy.json'
  if (platform === 'win32') {
    // Any account may make folders in %ProgramData%; in %ProgramFiles% only administrators may. It has a folder of its own, which no
    // uninstaller removes.
    const programs = env['ProgramW6432'] ?? env['ProgramFiles'] ?? String.raw`C:\Program Files`
    return win32.join(programs, 'Offhook Policy', 'policy.json')
  }
  return '/etc/offhook/policy.json'
}

/** Reads the policy: the file, and OFFHOOK_UPDATES=off in the environment, which can only turn updates off. Never rejects. */
export async function readPolicy(deps: PolicyDeps): Promise<UpdatePolicy> {
  const off = deps.env['OFFHOOK_UPDATES'] === 'off'
  const fromEnvironment: UpdatePolicy = { updates: off ? 'off' : 'on', managed: off }
  let text: string
  try {
    text = await deps.readFile(policyPath(deps))
  } catch (error) {
    if (isMissing(error)) return fromEnvironment
    return { updates: 'off', managed: true, problem: 'it cannot be read' }
  }
  const policy = v.safeParse(PolicySchema, fromJson(text))
  if (!policy.success) {
    const [issue] = policy.issues
    return {
      updates: 'off',
      managed: true,
      problem: `${v.getDotPath(issue) ?? 'it'} should be ${issue.expected}`,
    }
  }
  return { ...policy.output, ...(off && { updates: 'off' }), managed: true }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
