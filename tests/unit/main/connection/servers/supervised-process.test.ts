import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { ChildServer } from '../../../../../src/main/connection/servers/child-server.ts'
import { supervise } from '../../../../../src/main/connection/servers/supervised-process.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../../support/fakes/flush-promises.ts'

interface LoadedAppState {
  readonly port: number
  readonly life: number
}

async function setUp() {
  const fakeClock = createFakeClock()
  const log = createMemoryLog()
  const world = { starts: true }
  const befores: (LoadedAppState | null)[] = []
  const closed: number[] = []
  let dies: (words: string) => void = () => {}
  const kept = await supervise<LoadedAppState>(
    async (before): Promise<ChildServer<LoadedAppState>> => {
      befores.push(before)
      if (!world.starts) throw new Error('The port is taken.')
      const facts = { port: before?.port ?? 4001, life: befores.length }
      return {
        info: facts,
        request: () => Promise.reject(new Error(`life ${facts.life} was asked`)),
        onFailed(listener) {
          dies = listener
        },
        async close() {
          closed.push(facts.life)
        },
      }
    },
    { timers: fakeClock.timers, random: () => 1, log },
  )
  const back: LoadedAppState[] = []
  const gone: string[] = []
  kept.onRestarted((facts) => back.push(facts))
  kept.onFailed((words) => gone.push(words))
  return { fakeClock, log, world, befores, closed, kept, back, gone, die: () => dies('It stopped.') }
}

describe('a supervised process', () => {
  test('passes requests to the running process', async () => {
    const { fakeClock, kept, die } = await setUp()
    await expect(kept.request('token', {}, v.unknown())).rejects.toThrow('life 1 was asked')
    die()
    await fakeClock.advance(200)
    await expect(kept.request('token', {}, v.unknown())).rejects.toThrow('life 2 was asked')
  })

  test('is restarted soon after it exits, and reports the restart', async () => {
    const { fakeClock, kept, back, befores, die } = await setUp()
    die()
    expect(fakeClock.due).toEqual([200])
    await fakeClock.advance(200)
    expect(befores).toEqual([null, { port: 4001, life: 1 }])
    expect(back).toEqual([{ port: 4001, life: 2 }])
    expect(kept.info).toEqual({ port: 4001, life: 2 })
  })

  test('is retried for a while when it does not start, and then fails with a message', async () => {
    const { fakeClock, world, befores, gone, die, log } = await setUp()
    world.starts = false
    die()
    const waits: number[] = []
    for (let n = 0; n < 6; n += 1) {
      waits.push(fakeClock.due[0] ?? -1)
      await fakeClock.advance(fakeClock.due[0] ?? 0)
    }
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 4_000])
    expect(gone).toEqual(['The port is taken.'])
    await fakeClock.advance(600_000)
    expect(gone).toEqual(['The port is taken.'])
    expect(befores).toHaveLength(7)
    expect(log.lines).toContain('It stopped.')
  })

  test('is restarted with increasing delays until it has run for a while', async () => {
    const { fakeClock, die } = await setUp()
    for (const pause of [200, 400, 800]) {
      die()
      expect(fakeClock.due).toEqual([pause])
      await fakeClock.advance(pause)
    }
    await fakeClock.advance(10_000)
    die()
    expect(fakeClock.due).toEqual([200])
  })

  test('stays closed after it is closed, even during a restart', async () => {
    const { fakeClock, kept, closed, die, befores } = await setUp()
    die()
    await kept.close()
    await fakeClock.advance(600_000)
    expect(befores).toHaveLength(1)
    expect(closed).toEqual([1])
    expect(fakeClock.due).toEqual([])
  })

  test('rejects when the first start fails', async () => {
    const fakeClock = createFakeClock()
    const start = async (): Promise<never> => {
      throw new Error('No such file.')
    }
    await expect(
      supervise(start, { timers: fakeClock.timers, random: () => 1, log: createMemoryLog() }),
    ).rejects.toThrow('No such file.')
    await flushPromises()
    expect(fakeClock.due).toEqual([])
  })
})
