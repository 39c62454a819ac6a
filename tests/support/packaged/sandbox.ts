import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../scripts/lib/run.ts'
import { asOrdinary } from './private-root.ts'

/** How the kernel confines one process. */
export interface Confinement {
  readonly pid: number
  /** The account it runs as. */
  readonly uid: number
  /** 2: system calls are filtered. Source: proc(5), Seccomp */
  readonly seccomp: number
  /** Whether it has a user namespace of its own. */
  readonly ownNamespace: boolean
  /** How many process namespaces it lies in; 1 for an ordinary process. */
  readonly processLevels: number
}

/** Whether an ordinary account may make the namespaces of a sandbox here. Containers often forbid it. */
export async function namespacesAllowed(): Promise<boolean> {
  const [program, ...args] = [...asOrdinary(), 'unshare', '--user', '--map-root-user', 'true']
  return (await run(program, args)).code === 0
}

/** The pages' processes (renderers) of the program with that profile. */
export async function renderers(profile: string): Promise<Confinement[]> {
  const found: Confinement[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const words = await readFile(join('/proc', name, 'cmdline'), 'utf8').catch(() => '')
    if (!words.includes('--type=renderer') || !words.includes(profile)) continue
    found.push(await confinementOf(Number(name)))
  }
  return found
}

async function confinementOf(pid: number): Promise<Confinement> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const field = (name: string): string[] =>
    new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.split(/\s+/) ?? []
  const namespace = (of: number | 'self') => readlink(`/proc/${of}/ns/user`)
  return {
    pid,
    uid: Number(field('Uid')[0]),
    seccomp: Number(field('Seccomp')[0]),
    ownNamespace: (await namespace(pid)) !== (await namespace('self')),
    processLevels: field('NSpid').length,
  }
}
