import { createCleanup, type Bench } from '../bench-definition.ts'
import { exchangeSide, weriftSide, type EchoSide } from '../load/echo-sides.ts'
import { rowOf } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

/** So late may the latest echo but one in a hundred be, in ms. */
const LATEST_MS = 50
const [FIRST_STEP, GROWTH, MOST_CALLS] = [32, 1.4, 250]
const TURN_MS = 1_000
/** A look that another program spoils is no limit: the best of so many counts. */
const LOOKS = 2

/** More and more people talk to an echo, until the echo comes late. Both servers grow in turns, on the same machine. */
export const capacity: Bench = {
  name: 'capacity',
  about: 'concurrent calls of the exchange before the p99 of their echo passes 50 ms',
  async run(testbed) {
    const cleanup = createCleanup()
    try {
      const ours = climber(await exchangeSide(testbed, cleanup.add))
      const reference = climber(await weriftSide(cleanup.add))
      for (let calls = FIRST_STEP; calls <= MOST_CALLS; calls = Math.round(calls * GROWTH)) {
        await ours.step(calls)
        await reference.step(calls)
        if (ours.isOver && reference.isOver) break
      }
      return [
        rowOf({
          name: 'exchange: calls before p99 echo passes 50 ms',
          unit: 'calls',
          samples: [ours.calls],
          limit: { name: 'werift alone, echoing', samples: [reference.calls] },
          aim: { share: 0.9 },
        }),
      ]
    } finally {
      await cleanup.run()
    }
  },
}

function climber(side: EchoSide) {
  let last = { calls: 0, p99: 0 }
  /** Where it was late, if it was at the last step. */
  let late: number | null = null
  let isOver = false
  return {
    get isOver() {
      return isOver
    },
    /** How many it carries: between the last two steps, as the p99 grew from one to the other. */
    get calls() {
      return late ?? last.calls
    },
    async step(calls: number): Promise<void> {
      if (isOver) return
      await side.grow(calls)
      const p99s: number[] = []
      while (p99s.length < LOOKS && Math.min(...p99s, Infinity) > LATEST_MS)
        p99s.push(percentile((await side.talk(TURN_MS)).echoes, 0.99))
      const p99 = Math.min(...p99s)
      const isLate = p99 > LATEST_MS
      // Late at two steps in a row: at a single one it may have been somebody else's work.
      isOver = isLate && late !== null
      late = isLate ? (late ?? between(last, { calls, p99 })) : null
      last = { calls, p99 }
    },
  }
}

interface Point {
  readonly calls: number
  readonly p99: number
}

/** Where a straight line through two points passes the limit; the latter is above it. */
export function between(before: Point, after: Point): number {
  const share = (LATEST_MS - before.p99) / (after.p99 - before.p99)
  return before.calls + share * (after.calls - before.calls)
}
