import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDesktop } from '../../support/desktop/desktop.ts'
import { createCleanup } from '../../bench/bench-definition.ts'
import { launchOffhook } from '../../support/app/launch.ts'
import { incomingCallWindowOf } from '../../support/app/incoming-call-window.ts'
import { copyProgram } from '../../support/app/copy-program.ts'
import { lookAtMain, takeOverPreload } from './main-side.ts'
import { send, SENDERS, type Counts, type SenderName } from './senders.ts'

/** The last line of `npm run fuzz -- ipc`. */
export interface IpcFuzzResult {
  readonly seed: number
  readonly messages: number
  readonly refused: number
  /** Snapshots: they have no answer, and changed nothing. */
  readonly told: number
  readonly neverLeft: number
  readonly bySender: Readonly<Record<string, number>>
  /** Messages that main acted upon; the replies. */
  readonly believed: readonly string[]
  /** Lines that all of it left in the log, and how many of them were there twice. */
  readonly logLines: number
  readonly logLinesTwice: number
  /** Of main, collected. */
  readonly heapMiB: { readonly before: number; readonly after: number }
  readonly polluted: boolean
  readonly settingsChanged: boolean
  /** Notifications that nobody called for. */
  readonly ghosts: number
  readonly rangAfterwards: boolean
  readonly ok: boolean
}

export interface IpcFuzzOptions {
  readonly executable: string
  readonly messages: number
  readonly seed: number
  readonly say: (words: string) => void
}

/** Each complaint is made once, and there are not many kinds of them. */
const MOST_LOG_LINES = 60
const HEAP_ROOM_MIB = 32
/** Who rings in between, and who rings when it is over. */
const CALLER = '+12025550142'
const LAST_CALLER = '+12025550143'

/** Sends hostile messages to main from every page there can be; answers what came of it. */
export async function runIpcFuzz({
  executable,
  messages,
  seed,
  say,
}: IpcFuzzOptions): Promise<IpcFuzzResult> {
  const cleanup = createCleanup()
  try {
    const desktop = await startDesktop({ notifications: 'xfce4-notifyd', sound: true })
    cleanup.add(() => desktop.stop())
    const program = await copyProgram(desktop.folder)
    const offhook = await launchOffhook({ executable, desktop, program: [program] })
    cleanup.add(() => offhook.close())
    const { app, window, exchange } = offhook
    const ready = () =>
      window.getByText(/Ready for incoming calls|You can be reached/).waitFor({ timeout: 20_000 })
    await ready()
    const preload = fileURLToPath(new URL('raw-preload.cjs', import.meta.url))
    await takeOverPreload(app, preload)
    await ready()
    // So that there is a file to compare.
    await window.evaluate(() =>
      globalThis.window.offhook.request({ type: 'set-ring-settings', ringSettings: { devices: [] } }),
    )

    const file = (...path: string[]) => readFile(join(offhook.userData, ...path), 'utf8')
    const before = {
      settings: await file('config.json'),
      main: await lookAtMain(app),
      log: await file('logs', 'main.log'),
    }
    const watch = await desktop.watchNotifications()
    cleanup.add(async () => watch.stop())

    const counts: Partial<Record<SenderName, Counts>> = {}
    const have = async (sender: SenderName) => {
      const count = Math.round(messages * SENDERS[sender].share)
      counts[sender] = await send(app, sender, { count, seed, preload })
      say(`${sender}: ${JSON.stringify(counts[sender])}`)
    }
    for (const sender of ['page', 'preload', 'untrusted', 'frame'] as const) await have(sender)
    const ghosts = watch.events.filter(({ type }) => type === 'shown').length

    // The small call window is there only while something rings and no notification does.
    await desktop.useNotifications('none')
    const callSid = await exchange.placeCall({ from: CALLER, to: '+12025550100', timeout: 300 })
    await incomingCallWindowOf(app, desktop)
    await have('popup')
    await exchange.request('POST', `/calls/${callSid}/hangup`)
    await exchange.next('ended', { callSid })
    await desktop.useNotifications('xfce4-notifyd')

    const rangAfterwards = await ringOnce().then(
      () => true,
      (error: unknown) => {
        say(`It does not ring any more: ${String(error)}`)
        return false
      },
    )
    const log = (await file('logs', 'main.log')).slice(before.log.length).split('\n')
    const complaints = log.filter((line) => REFUSAL.test(line)).map(wordsOf)
    const all = Object.values(counts)
    const sum = (what: 'refused' | 'told' | 'neverLeft' | 'sent') =>
      all.reduce((total, one) => total + one[what], 0)
    const after = await lookAtMain(app)
    const result = {
      seed,
      messages: sum('sent'),
      refused: sum('refused'),
      told: sum('told'),
      neverLeft: sum('neverLeft'),
      bySender: Object.fromEntries(Object.entries(counts).map(([name, { sent }]) => [name, sent])),
      believed: all.flatMap(({ believed }) => believed).slice(0, 20),
      logLines: complaints.length,
      logLinesTwice: complaints.length - new Set(complaints).size,
      heapMiB: { before: before.main.heapMiB, after: after.heapMiB },
      polluted: after.polluted,
      settingsChanged: (await file('config.json')) !== before.settings,
      ghosts,
      rangAfterwards,
    }
    return { ...result, ok: isSound(result) }

    async function ringOnce(): Promise<void> {
      const sid = await exchange.placeCall({ from: LAST_CALLER, to: '+12025550100' })
      const shown = await watch.next('shown', ({ summary }) => summary.includes('555-0143'))
      await window.getByText('Incoming call from (202) 555-0143').waitFor()
      await exchange.request('POST', `/calls/${sid}/hangup`)
      await watch.next('closed', ({ id }) => id === shown.id)
    }
  } finally {
    await cleanup.run()
  }
}

/** The lines that main logs when it refuses a snapshot or a request: see `src/main/ipc/ipc.ts`. */
const REFUSAL =
  /An untrusted sender|sent an (invalid snapshot|unknown request)|is not permitted to send|The request \S+ is invalid/

/** A line of the log without its time. */
function wordsOf(line: string): string {
  return line.replace(/^\[[^\]]*\]\s*/, '')
}

function isSound(result: Omit<IpcFuzzResult, 'ok'>): boolean {
  const { believed, logLines, logLinesTwice, heapMiB, polluted, settingsChanged, ghosts, rangAfterwards } =
    result
  return (
    believed.length === 0 &&
    result.refused > 0 &&
    logLines > 0 &&
    logLines <= MOST_LOG_LINES &&
    logLinesTwice === 0 &&
    heapMiB.after < heapMiB.before + HEAP_ROOM_MIB &&
    !polluted &&
    !settingsChanged &&
    ghosts === 0 &&
    rangAfterwards
  )
}
