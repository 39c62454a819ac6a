import { registered } from '../testbed.ts'
import type { VisualStates } from './visual-state.ts'

/** The menu of the window, and what it leads to. */
export const menuStates: VisualStates = {
  menu: { before: registered, after: (_, user) => user.press('Menu') },
  help: { before: registered, after: ({ api }) => api.choosePage('help') },
  keyboard: { before: registered, after: ({ api }) => api.choosePage('keyboard') },
  about: { before: registered, after: ({ api }) => api.choosePage('about') },
  'help-in-call': {
    before(testbed) {
      registered(testbed)
      testbed.phone.dial('alice')
      testbed.line.remoteAnswers('out-1')
    },
    after: ({ api }) => api.choosePage('help'),
  },
}
