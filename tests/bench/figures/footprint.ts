import { setTimeout as pause } from 'node:timers/promises'
import { preparePractice } from '../../support/app/launch.ts'
import type { ExchangeControl } from '../../support/exchange/control.ts'
import { startBareDevice, startBareWindow } from '../testbed/reference-program.ts'
import { createUndo, type Bench } from '../bench-definition.ts'
import { BARE, OFFHOOK } from '../testbed/pair.ts'
import { memoryOf, processTree, startCpu } from '../probes/process-tree.ts'
import { startProgram } from '../testbed/program.ts'
import { rowOf, type Row } from '../report/row.ts'
import { watchWindows } from '../probes/shown-windows.ts'
import type { Stage } from '../testbed/testbed.ts'

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
  async run(stage, { n }) {
    const undo = createUndo()
    try {
      const windows = await watchWindows(stage.desktop.display)
      undo.add(async () => windows.stop())
      const started = async (starting: Promise<{ pid: number; quit(): Promise<void> }>): Promise<number> => {
        const shown = windows.next()
        const program = await starting
        undo.add(() => program.quit())
        windows.hide(await shown)
        return program.pid
      }
      const practice = await preparePractice(OFFHOOK)
      const profile = await stage.profile()
      const offhook = await started(startProgram(stage, { app: stage.program, profile, env: practice.env }))
      const { exchange, signalling } = await practice.connect()
      undo.add(async () => exchange.close())
      await exchange.next('registered', { identity: OFFHOOK })
      const window = await started(startBareWindow(stage, await stage.profile()))
      const where = { account: practice.account, ...signalling }
      const device = await started(startBareDevice(stage, await stage.profile(), where))
      await exchange.next('registered', { identity: BARE })

      const roots: Roots = {
        whole: { pid: offhook, servers: true },
        offhook: { pid: offhook, servers: false },
        window: { pid: window, servers: true },
        device: { pid: device, servers: true },
      }
      const looks = Math.ceil(n / 2)
      const idle = await look(roots, looks)
      await talk(stage, exchange)
      return rowsOf(idle, await look(roots, looks))
    } finally {
      await undo.run()
    }
  },
}

/** Puts both phones into a call. */
async function talk({ desktop, ears }: Stage, exchange: ExchangeControl): Promise<void> {
  for (const [identity, hz] of [
    [BARE, 1300],
    [OFFHOOK, 2200],
  ] as const) {
    const audible = ears.audibleTone(hz)
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
  const bareWindow = 'bare Electron window'
  const bareDevice = 'bare SDK page in a call'
  const memory = { unit: 'MB', aim: { times: 1.25 } } as const
  const cpu = { unit: '% of a core', aim: { above: 0.3 } } as const
  return [
    rowOf({
      ...memory,
      name: 'memory idle',
      samples: idle.offhook.memory,
      limit: { name: bareWindow, samples: idle.window.memory },
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
      limit: { name: bareDevice, samples: talking.device.memory },
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
      limit: { name: bareWindow, samples: idle.window.cpu },
    }),
    rowOf({
      ...cpu,
      name: 'CPU in a call',
      samples: talking.offhook.cpu,
      limit: { name: bareDevice, samples: talking.device.cpu },
    }),
  ]
}
