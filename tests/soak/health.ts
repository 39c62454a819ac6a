import { readdir } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { memoryOf, processTree } from '../bench/probes/process-tree.ts'
import { countLiveObjects } from '../support/app/live-objects.ts'
import type { Bound, Sample } from './leak-check.ts'

/**
 * What may not grow. Memory in MiB: a process tree's share wanders by tens of MiB without a leak, while the smallest
 * thing to be caught, one call kept in a hundred rings, is at least 10 MiB in a thousand. Objects of the page: the SDK
 * holds on to the calls of the last five seconds; and once there were 15 sounds more, as many as one device has, which
 * may have been those of a device just replaced.
 */
export const BOUNDS: Readonly<Record<string, Bound>> = {
  memory: { spare: 40, perRing: 0.02 },
  servers: { spare: 40, perRing: 0.05 },
  handles: { spare: 20, perRing: 0.01 },
  heap: { spare: 3, perRing: 0.004 },
  RTCPeerConnection: { spare: 4, perRing: 0.005 },
  MediaStream: { spare: 8, perRing: 0.01 },
  AudioNode: { spare: 60, perRing: 0.02 },
  HTMLAudioElement: { spare: 32, perRing: 0.01 },
  domNodes: { spare: 200, perRing: 0.05 },
  listeners: { spare: 150, perRing: 0.05 },
}

export interface Health {
  readonly samples: readonly Sample[]
  /** Looks, unless it has lately. To be called when nothing rings and nobody talks. */
  look(rings: number): Promise<void>
}

/** At least this long between two looks. */
const EVERY_MS = 3_000

/** Watches an app: its processes from the first on, and what its page holds. */
export function watchHealth(pid: number, page: Page): Health {
  const samples: Sample[] = []
  const started = Date.now()
  let lookedAt = 0

  return {
    samples,
    async look(rings) {
      if (Date.now() - lookedAt < EVERY_MS) return
      const holds = await countLiveObjects(page)
      const tree = await processTree(pid, { servers: true })
      const phone = await processTree(pid, { servers: false })
      const servers = { pids: tree.pids.filter((one) => !phone.pids.includes(one)) }
      const counts = {
        ...holds,
        memory: await memoryOf(phone),
        servers: await memoryOf(servers),
        handles: await handlesOf(tree.pids),
      }
      lookedAt = Date.now()
      samples.push({ rings, at: (lookedAt - started) / 3_600_000, counts })
    },
  }
}

/** Open file descriptors. */
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
