import { fileOrProgram } from '../run/system/missing.ts'
import type { Machine } from './targets.ts'

const PATIENCE_MS = 8_000

export type Look = {
  system: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** Do not even ask GitHub. */
  offline: boolean
  fetch: (url: string, init: { method: 'HEAD'; signal: AbortSignal }) => Promise<{ ok: boolean }>
}

/** Looks at what this machine has for building installers. */
export async function lookAtMachine({ system, env, offline, fetch }: Look): Promise<Machine> {
  const has = fileOrProgram(env.PATH ?? '/usr/bin:/bin')
  const github = !offline && (await answers(fetch))
  const installed = has('fpm') ? 'installed' : undefined
  return {
    system,
    github,
    fpm: env.CUSTOM_FPM_PATH ? 'named' : installed,
    appImageTools: Boolean(env.APPIMAGE_TOOLS_PATH),
    has,
  }
}

async function answers(fetch: Look['fetch']): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    return (await fetch('https://github.com/electron-userland', { method: 'HEAD', signal })).ok
  } catch {
    return false
  }
}
