import type { Updates, UpdateState } from '../../../../src/shared/ipc/contract.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import type { UserActions } from '../user-actions.ts'
import type { GalleryState, GalleryStates } from './visual-state.ts'

const put = (state: UpdateState, parts: Partial<Updates>) => (testbed: GalleryTestbed) => {
  ready(testbed)
  testbed.host.put({ updates: { channel: 'latest', managed: false, channelFixed: false, state, ...parts } })
}

function about(state: UpdateState, parts: Partial<Updates> = {}): GalleryState {
  return { before: put(state, parts), after: showAbout }
}

async function showAbout(_: GalleryTestbed, user: UserActions): Promise<void> {
  await user.press('Settings')
  document.querySelector('#about-title')?.scrollIntoView({ block: 'start' })
}

const AT = Date.UTC(2026, 10, 22, 14, 12)
const READY: UpdateState = { is: 'ready', version: '0.2.0', install: 'restart' }

/** The version, and how it stands with the next one. */
export const updateStates: GalleryStates = {
  'updates-current': about({ is: 'current', checkedAt: AT, passedOver: null }),
  'updates-downloading': about({ is: 'downloading', version: '0.2.0', percent: 40 }, { channel: 'beta' }),
  'updates-ready': about(READY),
  'updates-by-hand': about({ is: 'ready', version: '0.2.0', install: 'by-hand' }),
  'updates-refused': about({ is: 'refused', why: 'wrong-signature', version: null, at: AT }),
  'updates-managed': about({ is: 'off', why: 'policy' }, { managed: true, channelFixed: true }),
  'update-hint': { before: put(READY, {}) },
  'update-in-call': {
    before(testbed) {
      put(READY, {})(testbed)
      testbed.host.done = {
        ok: false,
        problem: 'You are in a call. Restart after it.',
      }
    },
    async after(testbed, user) {
      await showAbout(testbed, user)
      await user.press('Restart now')
      document.querySelector('#about-title')?.scrollIntoView({ block: 'start' })
    },
  },
}
