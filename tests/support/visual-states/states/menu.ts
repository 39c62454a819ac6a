import { ready } from '../testbed.ts'
import type { GalleryStates } from './visual-state.ts'

/** The menu of the window, and what it leads to. */
export const menuStates: GalleryStates = {
  menu: { before: ready, after: (_, user) => user.press('Menu') },
  help: { before: ready, after: ({ host }) => host.menu('help') },
  keyboard: { before: ready, after: ({ host }) => host.menu('keyboard') },
  about: { before: ready, after: ({ host }) => host.menu('about') },
  'help-in-call': {
    before(testbed) {
      ready(testbed)
      testbed.phone.dial('alice')
      testbed.line.remoteAnswers('out-1')
    },
    after: ({ host }) => host.menu('help'),
  },
}
