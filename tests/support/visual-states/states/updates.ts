import type { Updates, UpdateState } from '../../../../src/shared/ipc/contract.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { UserActions } from '../user-actions.ts'
import type { VisualState, VisualStates } from './visual-state.ts'

const put = (state: UpdateState, parts: Partial<Updates>) => (testbed: GalleryTestbed) => {
  registered(testbed)
  testbed.api.update({ updates: { channel: 'latest', managed: false, channelFixed: false, state, ...parts } })
}

function about(state: UpdateState, parts: Partial<Updates> = {}): VisualState {
  return { before: put(state, parts), after: showAbout }
}

async function showAbout(_: GalleryTestbed, user: UserActions): Promise<void> {
  await user.press('Settings')
  document.querySelector('#about-title')?.scrollIntoView({ block: 'start' })
}

const AT = Date.UTC(2026, 10, 22, 14, 12)
const READY: UpdateState = { status: 'ready', version: '0.2.0', install: 'restart' }

/** The version, and how it stands with the next one. */
export const updateStates: VisualStates = {
  'updates-current': about({ status: 'current', checkedAt: AT, skipped: null }),
  'updates-downloading': about({ status: 'downloading', version: '0.2.0', percent: 40 }, { channel: 'beta' }),
  'updates-ready': about(READY),
  'updates-by-hand': about({ status: 'ready', version: '0.2.0', install: 'manual' }),
  'updates-rejected': about({ status: 'refused', why: 'wrong-signature', version: null, at: AT }),
  'updates-managed': about({ status: 'off', why: 'policy' }, { managed: true, channelFixed: true }),
  'updates-banner': { before: put(READY, {}) },
  'updates-in-call': {
    before(testbed) {
      put(READY, {})(testbed)
      testbed.api.result = {
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
