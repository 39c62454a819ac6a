import { startDesktop } from '../support/desktop/desktop.ts'
import { createCleanup } from '../bench/bench-definition.ts'
import { launchOffhook } from '../support/app/launch.ts'
import { copyProgram } from '../support/app/copy-program.ts'
import { startAlertServer } from './alert-server.ts'
import { CALL_OUTCOMES } from './outcomes.ts'
import { describeLeaks, measureGrowth } from './leak-check.ts'
import { BOUNDS, watchHealth, type Health } from './health.ts'
import { summarizeCallLog } from './call-log.ts'
import { createSeededRng } from '../support/random/seeded-rng.ts'
import { createSoakTestbed, IDENTITY, type SoakTestbed } from './testbed.ts'

/** The last line of `npm run soak`. */
export interface SoakResult {
  readonly seed: number
  readonly minutes: number
  readonly rings: number
  readonly alerted: number
  readonly ended: number
  readonly ghosts: number
  readonly lost: number
  /** Of the phone's processes, without the servers of its practice line. */
  readonly memorySlopeMiBPerHour: number
  readonly memoryMiBPer1000Rings: number
  /** What grew by more than it may, of memory, file handles and what the page holds. */
  readonly leaks: readonly string[]
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

/** Rings Offhook for some minutes in every way there is, and gives summarizeCallLog of every single ring. */
export async function runSoak({ executable, minutes, seed, say }: SoakOptions): Promise<SoakResult> {
  const cleanup = createCleanup()
  try {
    // No notification server but ours: it counts.
    const desktop = await startDesktop({ notifications: 'none', sound: true })
    cleanup.add(() => desktop.stop())
    const program = await copyProgram(desktop.folder)
    const server = await startAlertServer(desktop.bus)
    cleanup.add(async () => server.stop())
    const offhook = await launchOffhook({ executable, desktop, identity: IDENTITY, program: [program] })
    cleanup.add(() => offhook.close())
    await offhook.exchange.next('registered', { identity: IDENTITY })

    const testbed = createSoakTestbed({ offhook, desktop, server, rng: createSeededRng(seed) })
    const health = watchHealth(offhook.app.process().pid ?? 0, offhook.window)
    await ringFor(testbed, health, { ms: minutes * 60_000, say })
    return resultOf(testbed, health, { minutes, say })
  } finally {
    await cleanup.run()
  }
}

async function ringFor(
  testbed: SoakTestbed,
  health: Health,
  { ms, say }: { readonly ms: number; readonly say: (words: string) => void },
): Promise<void> {
  const started = Date.now()
  let told = 0
  while (Date.now() - started < ms) {
    await testbed.rng.pick(CALL_OUTCOMES)(testbed)
    await testbed.settle()
    await health.look(testbed.server.alerts.length)
    const minute = Math.floor((Date.now() - started) / 60_000)
    if (minute > told) say(`${minute} min: ${testbed.server.alerts.length} alerts`)
    told = minute
  }
}

function resultOf(
  testbed: SoakTestbed,
  health: Health,
  { minutes, say }: Pick<SoakOptions, 'minutes' | 'say'>,
): SoakResult {
  const { violations, ...counted } = summarizeCallLog(
    testbed.offhook.exchange.events.entries,
    testbed.server.alerts,
  )
  for (const words of [...violations, ...testbed.failures]) say(`  ${words}`)
  for (const ghost of testbed.ghosts) say(`  ghost: ${ghost}`)
  const growths = measureGrowth(health.samples, BOUNDS)
  for (const { name, by, per1000Rings, allowed } of growths) {
    const [first, last] = [health.samples[0], health.samples.at(-1)].map((one) => one?.counts[name] ?? 0)
    say(
      `${name} ${first?.toFixed(0)} -> ${last?.toFixed(0)}: grew by ${by.toFixed(1)} of ${allowed.toFixed(1)}, ${per1000Rings.toFixed(1)} per 1,000 rings`,
    )
  }
  const memory = growths.find(({ name }) => name === 'memory')
  const leaks = describeLeaks(growths)
  const sound = counted.alerted === counted.rings && counted.ended === counted.rings && counted.lost === 0
  const clean = testbed.ghosts.length === 0 && testbed.failures.length === 0 && violations.length === 0
  return {
    seed: testbed.rng.seed,
    minutes,
    ...counted,
    ghosts: testbed.ghosts.length,
    memorySlopeMiBPerHour: Math.round(memory?.perHour ?? 0),
    memoryMiBPer1000Rings: Math.round(memory?.per1000Rings ?? 0),
    leaks,
    recoveries: testbed.recoveries.length,
    longestRecoveryMs: Math.max(0, ...testbed.recoveries),
    ok: sound && clean && leaks.length === 0 && counted.rings >= minutes * RINGS_PER_MINUTE,
  }
}
