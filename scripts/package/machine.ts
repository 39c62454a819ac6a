import { fileOrProgram } from '../run/system/missing.ts'
import type { Machine } from './targets.ts'

const TIMEOUT_MS = 8_000

export type MachineOptions = {
  system: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** Send no request to GitHub. */
  offline: boolean
  fetch: (url: string, init: { method: 'HEAD'; signal: AbortSignal }) => Promise<{ ok: boolean }>
}

/** Finds the tools for building installers on this machine. */
export async function lookAtMachine({ system, env, offline, fetch }: MachineOptions): Promise<Machine> {
  const has = fileOrProgram(env.PATH ?? '/usr/bin:/bin')
  const github = !offline && (await isReachable(fetch))
  return { system, github, appImageTools: Boolean(env.APPIMAGE_TOOLS_PATH), has }
}

async function isReachable(fetch: MachineOptions['fetch']): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    return (await fetch('https://github.com/electron-userland', { method: 'HEAD', signal })).ok
  } catch {
    return false
  }
}
