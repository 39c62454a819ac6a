import { createCleanup, alternate, type Bench } from '../bench-definition.ts'
import { exchangeSide, weriftSide, type EchoSide } from '../load/echo-sides.ts'
import { rowOf } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

const CALLS = 24
const TURN_MS = 2_000
const FRAMES_PER_SECOND = 50

/** Calls that one core would carry by the CPU time these took; and the p99 of there and back, in ms. */
interface Samples {
  readonly calls: number[]
  readonly p99: number[]
}

/** An exchange full of people who talk to an echo, beside werift that does nothing else. */
export const exchangeLoad: Bench = {
  name: 'exchange',
  about: 'calls that one core of the exchange carries, and how late an echo is',
  async run(testbed, { n }) {
    const cleanup = createCleanup()
    try {
      const ours = await exchangeSide(testbed, cleanup.add)
      const reference = await weriftSide(cleanup.add)
      for (const side of [ours, reference]) await side.grow(CALLS)
      const samples = { ours: { calls: [], p99: [] }, reference: { calls: [], p99: [] } }
      await alternate(Math.ceil(n / 2), [
        () => talk(ours, samples.ours),
        () => talk(reference, samples.reference),
      ])
      return [
        rowOf({
          name: `exchange: calls, by CPU time at ${CALLS}`,
          unit: 'per core',
          samples: samples.ours.calls,
          limit: { name: 'werift alone, echoing', samples: samples.reference.calls },
          aim: { share: 0.9 },
        }),
        rowOf({
          name: `exchange: echo at ${CALLS} calls, p99`,
          unit: 'ms',
          samples: samples.ours.p99,
          limit: { name: 'werift alone, echoing', samples: samples.reference.p99 },
        }),
      ]
    } finally {
      await cleanup.run()
    }
  },
}

async function talk(side: EchoSide, { calls, p99 }: Samples): Promise<() => void> {
  const { echoes, busySeconds } = await side.talk(TURN_MS)
  return () => {
    // By what came back: a busy machine does not send all it should.
    calls.push(echoes.length / FRAMES_PER_SECOND / busySeconds)
    p99.push(percentile(echoes, 0.99))
  }
}
