import { preparePractice } from '../../support/app/launch.ts'
import type { ExchangeControl } from '../../support/exchange/control.ts'
import type { NotificationWatch } from '../../support/desktop/watch.ts'
import { createCleanup, type Bench } from '../bench-definition.ts'
import { OFFHOOK } from '../testbed/pair.ts'
import { memoryOf, processTree } from '../probes/process-tree.ts'
import { startProgram } from '../testbed/program.ts'
import { rowOf } from '../report/row.ts'
import { watchWindows } from '../probes/shown-windows.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'

const CALLER = '+12025550142'
/** Calls for each of the `n` of `--n`, which is 10. */
const CALLS_EACH = 100
/** One in so many is answered, on the notification, and hung up by the caller. The others give up. */
const ANSWERED = 25
const LOOK_EVERY = 10

interface Scene {
  readonly testbed: BenchTestbed
  readonly exchange: ExchangeControl
  readonly watch: NotificationWatch
}

/** A phone that is called a thousand times: what its memory is at the end, beside the same phone near the start. */
export const manyCalls: Bench = {
  name: 'calls',
  about: 'memory after 1,000 calls',
  async run(testbed, { n }) {
    const cleanup = createCleanup()
    try {
      const windows = await watchWindows(testbed.desktop.display)
      cleanup.add(async () => windows.stop())
      const shown = windows.next()
      const practice = await preparePractice(OFFHOOK)
      const program = await startProgram(testbed, {
        app: testbed.program,
        profile: await testbed.profile(),
        env: practice.env,
      })
      cleanup.add(() => program.quit())
      windows.hide(await shown)
      const { exchange } = await practice.connect()
      cleanup.add(async () => exchange.close())
      const watch = await testbed.desktop.watchNotifications()
      cleanup.add(async () => watch.stop())
      await exchange.next('registered', { identity: OFFHOOK })

      const calls = n * CALLS_EACH
      const looks: number[] = []
      for (let count = 1; count <= calls; count += 1) {
        await takeCall({ testbed, exchange, watch }, count % ANSWERED === 0)
        if (count % LOOK_EVERY === 0)
          looks.push(await memoryOf(await processTree(program.pid, { servers: false })))
      }
      return rowsOf(looks, calls)
    } finally {
      await cleanup.run()
    }
  },
}

async function takeCall({ testbed, exchange, watch }: Scene, answered: boolean): Promise<void> {
  const [from, since] = [exchange.events.entries.length, watch.events.length]
  const sid = await exchange.placeCall({ from: CALLER, to: `client:${OFFHOOK}`, party: { tone: 1300 } })
  await watch.next('shown', ({ actions }) => actions.some(({ key }) => key === 'accept'), { since })
  if (answered) {
    await testbed.desktop.notifications?.press('Accept')
    await exchange.next('answered', { callSid: sid }, { from })
  }
  await exchange.request('POST', `/calls/${sid}/hangup`)
  await exchange.next('ended', { callSid: sid }, { from })
  await watch.next('closed', undefined, { since })
}

/** The first fifth warms up; what follows it is the beginning, and the last fifth is the end. */
function rowsOf(looks: readonly number[], calls: number) {
  const fifth = Math.ceil(looks.length / 5)
  return [
    rowOf({
      name: `memory after ${calls.toLocaleString('en')} calls`,
      unit: 'MB',
      samples: looks.slice(-fifth),
      limit: {
        name: `the same after ${(calls / 5).toLocaleString('en')}`,
        samples: looks.slice(fifth, 2 * fifth),
      },
      aim: { times: 1.05 },
    }),
  ]
}
