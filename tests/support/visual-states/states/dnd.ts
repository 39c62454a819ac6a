import type { DoNotDisturb } from '../../../../src/shared/ipc/contract.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

function quiet(parts: (now: number) => Partial<DoNotDisturb>) {
  return (testbed: GalleryTestbed): void => {
    registered(testbed)
    testbed.api.update({
      doNotDisturb: { until: null, mode: 'silent', system: 'off', ...parts(testbed.clock.now()) },
    })
  }
}

/** Do not disturb. */
export const dndStates: VisualStates = {
  'dnd-menu': { before: registered, after: (_, user) => user.press('Do not disturb') },
  'dnd-menu-on': {
    before: quiet((now) => ({ until: now + 2_700_000, mode: 'busy' })),
    after: (_, user) => user.press('Do not disturb'),
  },
  'dnd-silent': { before: quiet((now) => ({ until: now + 2_700_000 })) },
  'dnd-busy': { before: quiet(() => ({ until: 'turned-off', mode: 'busy' })) },
  'dnd-system': { before: quiet(() => ({ system: 'on' })) },
  'dnd-failed': {
    before(testbed) {
      registered(testbed)
      testbed.api.result = { ok: false, problem: 'This could not be stored. Is the disk full?' }
    },
    async after(_, user) {
      await user.press('Do not disturb')
      await user.press('For an hour')
    },
  },
}
