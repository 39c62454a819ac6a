import type { Quiet } from '../../../../src/shared/ipc/contract.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import type { GalleryStates } from './visual-state.ts'

function quiet(parts: (now: number) => Partial<Quiet>) {
  return (testbed: GalleryTestbed): void => {
    ready(testbed)
    testbed.host.put({
      quiet: { until: null, manner: 'silent', system: 'off', ...parts(testbed.clock.now()) },
    })
  }
}

/** Do not disturb. */
export const quietStates: GalleryStates = {
  'quiet-menu': { before: ready, after: (_, user) => user.press('Do not disturb') },
  'quiet-menu-on': {
    before: quiet((now) => ({ until: now + 2_700_000, manner: 'busy' })),
    after: (_, user) => user.press('Do not disturb'),
  },
  'quiet-silent': { before: quiet((now) => ({ until: now + 2_700_000 })) },
  'quiet-busy': { before: quiet(() => ({ until: 'turned-off', manner: 'busy' })) },
  'quiet-system': { before: quiet(() => ({ system: 'on' })) },
  'quiet-refused': {
    before(testbed) {
      ready(testbed)
      testbed.host.done = { ok: false, problem: 'This could not be stored. Is the disk full?' }
    },
    async after(_, user) {
      await user.press('Do not disturb')
      await user.press('For an hour')
    },
  },
}
