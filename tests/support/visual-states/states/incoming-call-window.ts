import { registered, type GalleryTestbed } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

function ringing(...callers: readonly (readonly [from: string, name?: string])[]) {
  return (testbed: GalleryTestbed) => {
    registered(testbed)
    for (const [from, callerName] of callers)
      testbed.line.ring(from, callerName === undefined ? {} : { callerName })
  }
}

/** The small call window. */
export const incomingCallWindowStates: VisualStates = {
  'incoming-call-window': { incomingCallWindow: true, before: ringing(['+12025550147', 'Maria Santos']) },
  'incoming-call-window-number': { incomingCallWindow: true, before: ringing(['+442079460018']) },
  'incoming-call-window-hostile-name': {
    incomingCallWindow: true,
    before: ringing(['+12025550147', '<b>Bank</b> <img src=x onerror=alert(1)> \u202Emoc.knab'.repeat(100)]),
  },
  'incoming-call-window-in-call': {
    incomingCallWindow: true,
    before(testbed) {
      registered(testbed)
      const id = testbed.line.ring('+12025550199')
      testbed.phone.command({ type: 'accept', id })
      testbed.line.opens(id)
      testbed.line.ring('+12025550147', { callerName: 'Maria Santos' })
    },
  },
  'incoming-call-window-many': {
    incomingCallWindow: true,
    before: ringing(
      ['+12025550147', 'Maria Santos'],
      ['client:alice'],
      ['+442079460018'],
      ['anonymous'],
      ['+12025550101'],
    ),
  },
}
