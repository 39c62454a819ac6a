import { readdir } from 'node:fs/promises'
import { memoryOf, processTree } from '../bench/process-tree.ts'

/** How an app's processes do while it is worked hard. */
export interface Health {
  /** MiB per hour, by least squares; the first fifth of the time, in which everything warms up, left out. */
  readonly memorySlopeMiBPerHour: number
  readonly memoryMiB: { readonly first: number; readonly last: number }
  /** Of that, the servers of the practice line. */
  readonly serversMiB: { readonly first: number; readonly last: number }
  /** Open file descriptors of all processes. */
  readonly handles: { readonly first: number; readonly last: number }
}

interface Sample {
  /** Hours since the first sample. */
  readonly at: number
  readonly memory: number
  readonly servers: number
  readonly handles: number
}

const EVERY_MS = 5_000

/** Looks at a process and all below it every few seconds, until it is asked for the result. */
export async function watchHealth(pid: number): Promise<() => Promise<Health>> {
  const samples: Sample[] = []
  const started = Date.now()
  const look = async (): Promise<void> => {
    const tree = await processTree(pid, { servers: true })
    const phone = await processTree(pid, { servers: false })
    const servers = { pids: tree.pids.filter((one) => !phone.pids.includes(one)) }
    const [memory, own, handles] = await Promise.all([
      memoryOf(tree),
      memoryOf(servers),
      handlesOf(tree.pids),
    ])
    samples.push({ at: (Date.now() - started) / 3_600_000, memory, servers: own, handles })
  }
  await look()
  const timer = setInterval(() => void look().catch(() => undefined), EVERY_MS)
  return async () => {
    clearInterval(timer)
    await look()
    return healthOf(samples)
  }
}

/** What the samples say. */
export function healthOf(samples: readonly Sample[]): Health {
  const warm = samples.slice(Math.floor(samples.length / 5))
  const [first, last] = [warm[0], warm.at(-1)]
  if (!first || !last) throw new Error('Nothing was measured.')
  return {
    memorySlopeMiBPerHour: slopeOf(warm.map(({ at, memory }) => [at, memory])),
    memoryMiB: { first: first.memory, last: last.memory },
    serversMiB: { first: first.servers, last: last.servers },
    handles: { first: first.handles, last: last.handles },
  }
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const spread = points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0)
  if (spread === 0) return 0
  return points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / spread
}

async function handlesOf(pids: readonly number[]): Promise<number> {
  const counts = await Promise.all(
    pids.map((pid) =>
      readdir(`/proc/${pid}/fd`).then(
        (names) => names.length,
        () => 0,
      ),
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
