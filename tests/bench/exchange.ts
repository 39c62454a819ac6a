import { fork } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTestAccount } from '../support/app/account.ts'
import { createUndo, inTurns, type Bench } from './bench-of.ts'
import { callEcho, callExchange, type EchoCaller } from './echo-caller.ts'
import { startCpu } from './process-tree.ts'
import { rowOf } from './row.ts'
import { startExchange } from './servers.ts'
import type { Stage } from './stage.ts'
import { percentile } from './statistics.ts'

const CALLS = 24
const TURN_MS = 2_000
const FRAMES_PER_SECOND = 50
/** A moment for the sound to come up, and for the last echoes to come home. */
const [SETTLE_MS, LAST_ECHO_MS] = [300, 300]
const ECHO = '<Response><Dial callerId="+12025550100"><Number>+12025550101</Number></Dial></Response>'

interface Side {
  readonly pid: number
  readonly callers: readonly EchoCaller[]
  /** Calls that one core would carry by the CPU time these took; and the p99 of there and back, in ms. */
  readonly calls: number[]
  readonly p99: number[]
}

/** An exchange full of people who talk to an echo, beside werift that does nothing else. */
export const exchangeLoad: Bench = {
  name: 'exchange',
  about: 'calls that one core of the exchange carries, and how late an echo is',
  async run(stage, { n }) {
    const undo = createUndo()
    try {
      const ours = await exchangeSide(stage, undo.add)
      const bare = await weriftSide(undo.add)
      await inTurns(Math.ceil(n / 2), [() => talk(ours), () => talk(bare)])
      return [
        rowOf({
          name: `exchange: calls, by CPU time at ${CALLS}`,
          unit: 'per core',
          samples: ours.calls,
          limit: { name: 'werift alone, echoing', samples: bare.calls },
          aim: { share: 0.9 },
        }),
        rowOf({
          name: `exchange: echo at ${CALLS} calls, p99`,
          unit: 'ms',
          samples: ours.p99,
          limit: { name: 'werift alone, echoing', samples: bare.p99 },
        }),
      ]
    } finally {
      await undo.run()
    }
  },
}

type Add = (step: () => Promise<unknown>) => void

async function exchangeSide(stage: Stage, add: Add): Promise<Side> {
  const account = createTestAccount()
  const exchange = await startExchange(stage, account, ECHO)
  add(() => exchange.close())
  return side(exchange.pid, () => callExchange(exchange, account), add)
}

async function weriftSide(add: Add): Promise<Side> {
  const file = fileURLToPath(new URL('werift-echo.ts', import.meta.url))
  const child = fork(file, { execArgv: ['--import', 'tsx'] })
  add(async () => child.disconnect())
  const answer = async (offer: string): Promise<string> => {
    child.send(offer)
    const [sdp]: unknown[] = await once(child, 'message')
    return String(sdp)
  }
  return side(child.pid ?? 0, () => callEcho(answer), add)
}

async function side(pid: number, call: () => Promise<EchoCaller>, add: Add): Promise<Side> {
  const callers: EchoCaller[] = []
  for (let count = 0; count < CALLS; count += 1) {
    const caller = await call()
    add(() => caller.close())
    callers.push(caller)
  }
  return { pid, callers, calls: [], p99: [] }
}

async function talk({ pid, callers, calls, p99 }: Side): Promise<() => void> {
  for (const caller of callers) caller.nod()
  const start = performance.now()
  const cpu = await startCpu({ pids: [pid] })
  const stops: (() => readonly number[])[] = []
  for (const caller of callers) {
    stops.push(caller.talk())
    // Not all in the same breath, as people are not.
    await pause(SETTLE_MS / CALLS)
  }
  await pause(TURN_MS)
  const times = stops.map((stop) => stop())
  await pause(LAST_ECHO_MS)
  const percent = await cpu()
  const busySeconds = ((performance.now() - start) / 1000) * (percent / 100)
  const all = times.flat()
  if (all.length === 0) throw new Error('No echo came back.')
  return () => {
    // By what came back: a busy machine does not send all it should.
    calls.push(all.length / FRAMES_PER_SECOND / busySeconds)
    p99.push(percentile(all, 0.99))
  }
}
