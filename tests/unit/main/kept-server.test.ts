import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { ChildServer } from '../../../src/main/child-server.ts'
import { keepServer } from '../../../src/main/line/kept-server.ts'
import { createHandClock, createWrittenLog, settled } from '../../support/fakes/fake-clock.ts'

interface Facts {
  readonly port: number
  readonly life: number
}

async function setUp() {
  const hand = createHandClock()
  const log = createWrittenLog()
  const world = { starts: true }
  const befores: (Facts | null)[] = []
  const closed: number[] = []
  let dies: (words: string) => void = () => {}
  const kept = await keepServer<Facts>(
    async (before): Promise<ChildServer<Facts>> => {
      befores.push(before)
      if (!world.starts) throw new Error('The port is taken.')
      const facts = { port: before?.port ?? 4001, life: befores.length }
      return {
        facts,
        request: () => Promise.reject(new Error(`life ${facts.life} was asked`)),
        onGone(listener) {
          dies = listener
        },
        async close() {
          closed.push(facts.life)
        },
      }
    },
    { timers: hand.timers, random: () => 1, log },
  )
  const back: Facts[] = []
  const gone: string[] = []
  kept.onBack((facts) => back.push(facts))
  kept.onGone((words) => gone.push(words))
  return { hand, log, world, befores, closed, kept, back, gone, die: () => dies('It stopped.') }
}

describe('a server that is kept running', () => {
  test('passes requests to the process at work', async () => {
    const { hand, kept, die } = await setUp()
    await expect(kept.request('token', {}, v.unknown())).rejects.toThrow('life 1 was asked')
    die()
    await hand.advance(200)
    await expect(kept.request('token', {}, v.unknown())).rejects.toThrow('life 2 was asked')
  })

  test('is started again in its place soon after it dies, and says so', async () => {
    const { hand, kept, back, befores, die } = await setUp()
    die()
    expect(hand.due).toEqual([200])
    await hand.advance(200)
    expect(befores).toEqual([null, { port: 4001, life: 1 }])
    expect(back).toEqual([{ port: 4001, life: 2 }])
    expect(kept.facts).toEqual({ port: 4001, life: 2 })
  })

  test('that does not come up is tried again for a while, and then given up in words', async () => {
    const { hand, world, befores, gone, die, log } = await setUp()
    world.starts = false
    die()
    const waits: number[] = []
    for (let n = 0; n < 6; n += 1) {
      waits.push(hand.due[0] ?? -1)
      await hand.advance(hand.due[0] ?? 0)
    }
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 4_000])
    expect(gone).toEqual(['The port is taken.'])
    await hand.advance(600_000)
    expect(gone).toEqual(['The port is taken.'])
    expect(befores).toHaveLength(7)
    expect(log.lines).toContain('It stopped.')
  })

  test('that dies again and again does so ever more slowly, until it has held for a while', async () => {
    const { hand, die } = await setUp()
    for (const pause of [200, 400, 800]) {
      die()
      expect(hand.due).toEqual([pause])
      await hand.advance(pause)
    }
    await hand.advance(10_000)
    die()
    expect(hand.due).toEqual([200])
  })

  test('closed, it stays closed, even when it was just being started again', async () => {
    const { hand, kept, closed, die, befores } = await setUp()
    die()
    await kept.close()
    await hand.advance(600_000)
    expect(befores).toHaveLength(1)
    expect(closed).toEqual([1])
    expect(hand.due).toEqual([])
  })

  test('that cannot be started the first time is the caller’s to deal with', async () => {
    const hand = createHandClock()
    const start = async (): Promise<never> => {
      throw new Error('No such file.')
    }
    await expect(
      keepServer(start, { timers: hand.timers, random: () => 1, log: createWrittenLog() }),
    ).rejects.toThrow('No such file.')
    await settled()
    expect(hand.due).toEqual([])
  })
})
