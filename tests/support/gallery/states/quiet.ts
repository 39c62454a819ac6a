import type { Quiet } from '../../../../src/shared/contract.ts'
import { ready, type Stand } from '../testbed.ts'
import type { GalleryStates } from './state.ts'

function quiet(parts: (now: number) => Partial<Quiet>) {
  return (stand: Stand): void => {
    ready(stand)
    stand.host.put({ quiet: { until: null, manner: 'silent', system: 'off', ...parts(stand.clock.now()) } })
  }
}

/** Do not disturb. */
export const quietStates: GalleryStates = {
  'quiet-menu': { before: ready, after: (_, hands) => hands.press('Do not disturb') },
  'quiet-menu-on': {
    before: quiet((now) => ({ until: now + 2_700_000, manner: 'busy' })),
    after: (_, hands) => hands.press('Do not disturb'),
  },
  'quiet-silent': { before: quiet((now) => ({ until: now + 2_700_000 })) },
  'quiet-busy': { before: quiet(() => ({ until: 'turned-off', manner: 'busy' })) },
  'quiet-system': { before: quiet(() => ({ system: 'on' })) },
  'quiet-refused': {
    before(stand) {
      ready(stand)
      stand.host.done = { ok: false, problem: 'This could not be stored. Is the disk full?' }
    },
    async after(_, hands) {
      await hands.press('Do not disturb')
      await hands.press('For an hour')
    },
  },
}
