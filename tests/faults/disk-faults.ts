import { fillDisk, freeDisk, readProfile, smallDisk } from '../support/app/small-disk.ts'
import { type Fault, expectThat } from './fault.ts'

const NOT_SAVED = /Settings and recent calls are not being saved/
/** The longest pause between two attempts to write, plus a margin. */
const SAVED_WITHIN_MS = 35_000

/** The disk on which Offhook keeps settings and recent calls. */
export const diskFaults: readonly Fault[] = [
  {
    name: 'full disk',
    cause:
      'no byte is free on the disk of the profile while do not disturb is switched on and off and a call is taken',
    launch: ({ executable, desktop }) => smallDisk(executable, desktop.folder),
    async run(testbed) {
      const { app, window: page } = testbed.offhook
      await fillDisk(app)
      const started = Date.now()
      for (const until of ['turned-off', null] as const) {
        const done = await page.evaluate(
          (chosen) => window.offhook.request({ type: 'set-do-not-disturb', doNotDisturb: chosen }),
          { until, mode: 'silent' } as const,
        )
        expectThat(JSON.stringify(done) === '{"ok":true}', 'Do not disturb could not be switched.')
      }
      const saw = await testbed.says(NOT_SAVED)
      const noticedMs = Date.now() - started
      await testbed.hangUp(await testbed.talk())
      await freeDisk(app)
      await testbed.saysNoMore(NOT_SAVED, SAVED_WITHIN_MS)
      const kept = await readProfile(app, 'recents.jsonl')
      expectThat(kept.includes('"ended"'), 'The call was not kept.')
      return { saw: `“${saw}”; the call was taken, and kept once there was space`, noticedMs }
    },
  },
]
