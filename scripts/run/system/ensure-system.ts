import { readFile } from 'node:fs/promises'
import { lastWords, run } from '../../lib/run.ts'
import { parseOsRelease, usesApt, type Distribution } from './distribution.ts'
import {
  describeMissing,
  fileOrProgram,
  missingPackages,
  unresolvedLibraries,
  type Missing,
} from './missing.ts'
import type { Purpose } from './packages.ts'

export type SystemOptions = {
  purposes: readonly Purpose[]
  /** The Electron whose libraries are checked. */
  executable: string
  /** Install what is missing; default: as root with CI set. */
  install?: boolean
  env?: NodeJS.ProcessEnv
  log?: (line: string) => void
}

/**
 * Makes sure that the system packages for some purposes are installed. It installs them if it may, and otherwise rejects
 * with their names and the command that installs them. It does nothing on systems other than Linux.
 */
export async function ensureSystem(options: SystemOptions): Promise<void> {
  if (process.platform !== 'linux') return
  const { env = process.env, log = console.log } = options
  const root = process.getuid?.() === 0
  const system = parseOsRelease(await readFile('/etc/os-release', 'utf8').catch(() => ''))
  const look = (): Promise<Missing> => lookForMissing(options, system, env)

  const missing = await look()
  if (missing.packages.length > 0 && (options.install ?? (root && isCI(env))) && usesApt(system)) {
    log(`Installing ${missing.packages.length} system packages: ${missing.packages.join(' ')}`)
    await aptInstall(missing.packages, env, root)
  } else if (missing.packages.length === 0 && missing.unknown.length === 0) {
    return
  }
  const left = describeMissing(await look(), system, root)
  if (left !== '') throw new Error(left)
}

async function lookForMissing(
  { executable, purposes }: SystemOptions,
  system: Distribution,
  env: NodeJS.ProcessEnv,
): Promise<Missing> {
  const ldd = await run('ldd', [executable], { env: { ...env, LC_ALL: 'C' } })
  const isThere = fileOrProgram(env.PATH ?? '/usr/bin:/bin')
  return missingPackages(unresolvedLibraries(ldd.stdout), purposes, system, isThere)
}

/** Updates the lists first: a new container has none. */
async function aptInstall(packages: readonly string[], env: NodeJS.ProcessEnv, root: boolean): Promise<void> {
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  for (const args of [['update'], install]) {
    const command = root ? ['apt-get', ...args] : ['sudo', 'apt-get', ...args]
    const done = await run('env', ['DEBIAN_FRONTEND=noninteractive', ...command], { env })
    if (done.code !== 0) throw new Error(`apt-get ${args[0]} failed:\n${lastWords(done)}`)
  }
}

/** Whether this runs in continuous integration, by the variable that all such systems set. */
export function isCI(env: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false', undefined].includes(env.CI)
}
