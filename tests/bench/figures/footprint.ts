import { setTimeout as pause } from 'node:timers/promises'
import { preparePractice } from '../../support/app/launch.ts'
import type { ExchangeControl } from '../../support/exchange/control.ts'
import { startReferenceClient, startReferenceWindow } from '../testbed/reference-program.ts'
import { createCleanup, type Bench } from '../bench-definition.ts'
import { REFERENCE, OFFHOOK } from '../testbed/pair.ts'
import { memoryOf, processTree, startCpu } from '../probes/process-tree.ts'
import { startProgram } from '../testbed/program.ts'
import { rowOf, type Row } from '../report/row.ts'
import { watchWindows } from '../probes/shown-windows.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'

/** What starting up, or picking up, leaves behind is over by then. */
const SETTLE_MS = 6_000
/** How long one look at the CPU takes. */
const LOOK_MS = 5_000

/** Offhook with and without the servers of its practice line, and what it is compared with. */
const contestants = ['whole', 'offhook', 'window', 'device'] as const
type Contestant = (typeof contestants)[number]
/** The first process of each, and whether the servers it runs count. */
type Roots = Readonly<Record<Contestant, { readonly pid: number; readonly servers: boolean }>>
type Used = Record<Contestant, { readonly memory: number[]; readonly cpu: number[] }>

/** Memory and CPU of a phone that waits and of one in a call. All run side by side and are looked at together. */
export const footprint: Bench = {
  name: 'footprint',
  about: 'memory and CPU, idle with hidden windows, and in a call',
  async run(testbed, { n }) {
    const cleanup = createCleanup()
    try {
      const windows = await watchWindows(testbed.desktop.display)
      cleanup.add(async () => windows.stop())
      const started = async (starting: Promise<{ pid: number; quit(): Promise<void> }>): Promise<number> => {
        const shown = windows.next()
        const program = await starting
        cleanup.add(() => program.quit())
        windows.hide(await shown)
        return program.pid
      }
      const practice = await preparePractice(OFFHOOK)
      const profile = await testbed.profile()
      const offhook = await started(
        startProgram(testbed, { app: testbed.program, profile, env: practice.env }),
      )
      const { exchange, signalling } = await practice.connect()
      cleanup.add(async () => exchange.close())
      await exchange.next('registered', { identity: OFFHOOK })
      const window = await started(startReferenceWindow(testbed, await testbed.profile()))
      const where = { account: practice.account, ...signalling }
      const device = await started(startReferenceClient(testbed, await testbed.profile(), where))
      await exchange.next('registered', { identity: REFERENCE })

      const roots: Roots = {
        whole: { pid: offhook, servers: true },
        offhook: { pid: offhook, servers: false },
        window: { pid: window, servers: true },
        device: { pid: device, servers: true },
      }
      const looks = Math.ceil(n / 2)
      const idle = await look(roots, looks)
      await talk(testbed, exchange)
      return rowsOf(idle, await look(roots, looks))
    } finally {
      await cleanup.run()
    }
  },
}

/** Puts both phones into a call. */
async function talk({ desktop, audioCapture }: BenchTestbed, exchange: ExchangeControl): Promise<void> {
  for (const [identity, hz] of [
    [REFERENCE, 1300],
    [OFFHOOK, 2200],
  ] as const) {
    const audible = audioCapture.waitForToneOnset(hz)
    await exchange.placeCall({ from: '+12025550142', to: `client:${identity}`, party: { tone: hz } })
    if (identity === OFFHOOK) await desktop.notifications?.press('Accept')
    await audible
  }
}

async function look(roots: Roots, times: number): Promise<Used> {
  const used: Used = {
    whole: { memory: [], cpu: [] },
    offhook: { memory: [], cpu: [] },
    window: { memory: [], cpu: [] },
    device: { memory: [], cpu: [] },
  }
  await pause(SETTLE_MS)
  for (let time = 0; time < times; time += 1) {
    // Anew each time: a call brings processes of its own.
    const trees = await Promise.all(contestants.map((name) => processTree(roots[name].pid, roots[name])))
    const cpus = await Promise.all(trees.map(startCpu))
    await pause(LOOK_MS)
    const percents = await Promise.all(cpus.map((cpu) => cpu()))
    const sizes = await Promise.all(trees.map(memoryOf))
    for (const [index, name] of contestants.entries()) {
      used[name].cpu.push(percents[index] ?? Number.NaN)
      used[name].memory.push(sizes[index] ?? Number.NaN)
    }
  }
  return used
}

function rowsOf(idle: Used, talking: Used): Row[] {
  const referenceWindow = 'bare Electron window'
  const referenceDevice = 'bare SDK page in a call'
  const memory = { unit: 'MB', aim: { times: 1.25 } } as const
  const cpu = { unit: '% of a core', aim: { above: 0.3 } } as const
  return [
    rowOf({
      ...memory,
      name: 'memory idle',
      samples: idle.offhook.memory,
      limit: { name: referenceWindow, samples: idle.window.memory },
    }),
    rowOf({
      unit: 'MB',
      name: 'memory idle, once more',
      samples: idle.offhook.memory,
      limit: { name: 'bare SDK page, registered', samples: idle.device.memory },
    }),
    rowOf({
      ...memory,
      name: 'memory in a call',
      samples: talking.offhook.memory,
      limit: { name: referenceDevice, samples: talking.device.memory },
    }),
    rowOf({
      unit: 'MB',
      name: 'memory of the practice line, idle',
      samples: idle.whole.memory.map((mb, index) => mb - (idle.offhook.memory[index] ?? Number.NaN)),
    }),
    rowOf({
      ...cpu,
      name: 'CPU idle, hidden',
      samples: idle.offhook.cpu,
      limit: { name: referenceWindow, samples: idle.window.cpu },
    }),
    rowOf({
      ...cpu,
      name: 'CPU in a call',
      samples: talking.offhook.cpu,
      limit: { name: referenceDevice, samples: talking.device.cpu },
    }),
  ]
}
