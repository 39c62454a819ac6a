import { startDesktop } from '../../scripts/desktop/desktop.ts'
import { createUndo } from '../bench/bench-of.ts'
import { launchOffhook } from '../support/app/launch.ts'
import { copyProgram } from '../support/app/program.ts'
import { startAlertServer } from './alert-server.ts'
import { FATES } from './fates.ts'
import { watchHealth, type Health } from './health.ts'
import { account } from './ledger.ts'
import { createChance } from './random.ts'
import { createScene, IDENTITY, type Scene } from './scene.ts'

/** The last line of `npm run soak`. */
export interface SoakResult {
  readonly seed: number
  readonly minutes: number
  readonly rings: number
  readonly alerted: number
  readonly ended: number
  readonly ghosts: number
  readonly lost: number
  readonly memorySlopeMiBPerHour: number
  /** How often the phone came back after a trouble. */
  readonly recoveries: number
  /** The longest of them, in milliseconds. */
  readonly longestRecoveryMs: number
  readonly ok: boolean
}

export interface SoakOptions {
  readonly executable: string
  readonly minutes: number
  readonly seed: number
  readonly say: (words: string) => void
}

/** Fewer rings a minute than this would be no soak. */
const RINGS_PER_MINUTE = 100

/** Rings Offhook for some minutes in every way there is, and gives account of every single ring. */
export async function runSoak({ executable, minutes, seed, say }: SoakOptions): Promise<SoakResult> {
  const undo = createUndo()
  try {
    // No notification server but ours: it counts.
    const desktop = await startDesktop({ notifications: 'none', sound: true })
    undo.add(() => desktop.stop())
    const program = await copyProgram(desktop.folder)
    const server = await startAlertServer(desktop.bus)
    undo.add(async () => server.stop())
    const offhook = await launchOffhook({ executable, desktop, identity: IDENTITY, program: [program] })
    undo.add(() => offhook.close())
    await offhook.exchange.next('registered', { identity: IDENTITY })

    const scene = createScene({ offhook, desktop, server, chance: createChance(seed) })
    const health = await watchHealth(offhook.app.process().pid ?? 0)
    await ringFor(scene, minutes * 60_000, say)
    return resultOf(scene, await health(), { minutes, say })
  } finally {
    await undo.run()
  }
}

async function ringFor(scene: Scene, ms: number, say: (words: string) => void): Promise<void> {
  const started = Date.now()
  let told = 0
  while (Date.now() - started < ms) {
    await scene.chance.pick(FATES)(scene)
    await scene.settle()
    const minute = Math.floor((Date.now() - started) / 60_000)
    if (minute > told) say(`${minute} min: ${scene.server.alerts.length} alerts`)
    told = minute
  }
}

function resultOf(
  scene: Scene,
  health: Health,
  { minutes, say }: Pick<SoakOptions, 'minutes' | 'say'>,
): SoakResult {
  const { complaints, ...counted } = account(scene.offhook.exchange.events.entries, scene.server.alerts)
  for (const words of [...complaints, ...scene.failures]) say(`  ${words}`)
  for (const ghost of scene.ghosts) say(`  ghost: ${ghost}`)
  const { handles, memoryMiB, serversMiB } = health
  say(
    `memory ${memoryMiB.first.toFixed(0)} -> ${memoryMiB.last.toFixed(0)} MiB (of that its servers ${serversMiB.first.toFixed(0)} -> ${serversMiB.last.toFixed(0)}), handles ${handles.first} -> ${handles.last}`,
  )
  const sound = counted.alerted === counted.rings && counted.ended === counted.rings && counted.lost === 0
  const clean = scene.ghosts.length === 0 && scene.failures.length === 0 && complaints.length === 0
  return {
    seed: scene.chance.seed,
    minutes,
    ...counted,
    ghosts: scene.ghosts.length,
    memorySlopeMiBPerHour: Math.round(health.memorySlopeMiBPerHour),
    recoveries: scene.recoveries.length,
    longestRecoveryMs: Math.max(0, ...scene.recoveries),
    ok: sound && clean && counted.rings >= minutes * RINGS_PER_MINUTE,
  }
}
