import { readdir, readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'

/** Some processes, as Linux knows them. */
export interface Processes {
  readonly pids: readonly number[]
}

/** Servers that Electron runs for an app are such processes. */
const NODE_SERVICE = '--utility-sub-type=node.mojom.NodeService'
const KIB_PER_MB = 1024

/** A process and everything below it; without the servers it runs in processes of their own, if asked for. */
export async function processTree(root: number, options: { servers: boolean }): Promise<Processes> {
  const children = await childrenOfAll()
  const pids: number[] = []
  for (const queue = [root]; queue.length > 0;) {
    const pid = queue.shift() ?? 0
    if (!options.servers && (await text(`/proc/${pid}/cmdline`)).includes(NODE_SERVICE)) continue
    pids.push(pid)
    queue.push(...(children.get(pid) ?? []))
  }
  return { pids }
}

async function childrenOfAll(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // The name of the program, in brackets, may hold anything; the parent is the second field after it.
    const [, parent] = (await text(`/proc/${name}/stat`)).split(') ').at(-1)?.split(' ') ?? []
    const known = children.get(Number(parent))
    if (known) known.push(Number(name))
    else children.set(Number(parent), [Number(name)])
  }
  return children
}

/** Memory in MB (2^20 bytes): what processes share counts by its part (PSS). */
export async function memoryOf({ pids }: Processes): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) =>
      Number(/^Pss: +(\d+) kB$/m.exec(await text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
    ),
  )
  return sizes.reduce((sum, kib) => sum + kib, 0) / KIB_PER_MB
}

/** Starts to measure CPU time; the answer says what share of one core was used since then, in percent. */
export async function startCpu({ pids }: Processes): Promise<() => Promise<number>> {
  const [start, before] = [performance.now(), await busyThreads(pids)]
  return async () => {
    const [end, after] = [performance.now(), await busyThreads(pids)]
    let busy = 0
    for (const [thread, ns] of after) busy += ns - (before.get(thread) ?? 0)
    return (busy / 1e6 / (end - start)) * 100
  }
}

/** Nanoseconds each thread has run: finer than the ticks of /proc/PID/stat, and an idle program needs that. */
async function busyThreads(pids: readonly number[]): Promise<Map<string, number>> {
  const threads = new Map<string, number>()
  for (const pid of pids) {
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const [ns] = (await text(`/proc/${pid}/task/${thread}/schedstat`)).split(' ')
      threads.set(thread, Number(ns))
    }
  }
  return threads
}

/** A process or thread may go while it is read: then there is nothing. */
function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
