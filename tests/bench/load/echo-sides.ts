import { fork } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTestAccount } from '../../support/app/account.ts'
import { callEcho, callExchange, type EchoCaller } from './echo-caller.ts'
import { startCpu } from '../probes/process-tree.ts'
import { startExchange } from '../testbed/servers.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'

/** A moment for the sound to come up, and for the last echoes to come home. */
const [SETTLE_MS, LAST_ECHO_MS] = [300, 300]
const ECHO = '<Response><Dial callerId="+12025550100"><Number>+12025550101</Number></Dial></Response>'

/** A server in a process of its own, and people who talk to an echo there. */
export interface EchoSide {
  /** Calls until so many are there. */
  grow(calls: number): Promise<void>
  /** All talk at once for so long. Answers how long each echo took (ms), and the server's CPU time (s) meanwhile. */
  talk(ms: number): Promise<{ readonly echoes: readonly number[]; readonly busySeconds: number }>
}

type Add = (step: () => Promise<unknown>) => void

/** The practice exchange: calls over its signalling, led by TwiML. */
export async function exchangeSide(testbed: BenchTestbed, add: Add): Promise<EchoSide> {
  const account = createTestAccount()
  const exchange = await startExchange(testbed, account, ECHO)
  add(() => exchange.close())
  return side(exchange.pid, () => callExchange(exchange, account), add)
}

/** werift that sends every packet back, and nothing else. */
export async function weriftSide(add: Add): Promise<EchoSide> {
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

function side(pid: number, call: () => Promise<EchoCaller>, add: Add): EchoSide {
  const callers: EchoCaller[] = []
  return {
    async grow(calls) {
      while (callers.length < calls) {
        const caller = await call()
        add(() => caller.close())
        callers.push(caller)
        // Those who are there already do not fall silent for the exchange while others come.
        for (const other of callers) other.nod()
      }
    },
    async talk(ms) {
      for (const caller of callers) caller.nod()
      const start = performance.now()
      const cpu = await startCpu({ pids: [pid] })
      const stops: (() => readonly number[])[] = []
      for (const caller of callers) {
        stops.push(caller.talk())
        // Not all in the same breath, as people are not.
        await pause(SETTLE_MS / callers.length)
      }
      await pause(ms)
      const times = stops.map((stop) => stop())
      await pause(LAST_ECHO_MS)
      const percent = await cpu()
      const echoes = times.flat()
      if (echoes.length === 0) throw new Error('No echo came back.')
      return { echoes, busySeconds: ((performance.now() - start) / 1000) * (percent / 100) }
    },
  }
}
