import { ready, type GalleryTestbed } from '../testbed.ts'
import type { GalleryStates } from './visual-state.ts'

function ringing(...callers: readonly (readonly [from: string, name?: string])[]) {
  return (testbed: GalleryTestbed) => {
    ready(testbed)
    for (const [from, callerName] of callers)
      testbed.line.ring(from, callerName === undefined ? {} : { callerName })
  }
}

/** The small call window. */
export const popupStates: GalleryStates = {
  popup: { popup: true, before: ringing(['+12025550147', 'Maria Santos']) },
  'popup-number': { popup: true, before: ringing(['+442079460018']) },
  'popup-hostile-name': {
    popup: true,
    before: ringing(['+12025550147', '<b>Bank</b> <img src=x onerror=alert(1)> \u202Emoc.knab'.repeat(100)]),
  },
  'popup-in-call': {
    popup: true,
    before(testbed) {
      ready(testbed)
      const id = testbed.line.ring('+12025550199')
      testbed.phone.command({ type: 'accept', id })
      testbed.line.opens(id)
      testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
    },
  },
  'popup-many': {
    popup: true,
    before: ringing(
      ['+12025550147', 'Maria Santos'],
      ['client:alice'],
      ['+442079460018'],
      ['anonymous'],
      ['+12025550101'],
    ),
  },
}
