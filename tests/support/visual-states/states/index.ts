import { ready } from '../testbed.ts'
import { callStates } from './calls.ts'
import { endingStates } from './end-reasons.ts'
import { lineStates } from './registration.ts'
import { linkStates } from './links.ts'
import { quietStates } from './dnd.ts'
import { reachStates } from './reachability.ts'
import { recentStates } from './recents.ts'
import { ringStates } from './ringing.ts'
import { menuStates } from './menu.ts'
import { popupStates } from './incoming-call-window.ts'
import { settingsStates } from './settings.ts'
import { storageStates } from './storage.ts'
import { updateStates } from './updates.ts'
import type { GalleryStates } from './visual-state.ts'

/** Every state of the window, by name. */
export const states: GalleryStates = {
  ...lineStates,
  ...callStates,
  ...endingStates,
  ...settingsStates,
  ...popupStates,
  ...reachStates,
  ...recentStates,
  ...quietStates,
  ...linkStates,
  ...ringStates,
  ...updateStates,
  ...storageStates,
  ...menuStates,
  crash: { before: ready },
}

export const stateNames: readonly string[] = Object.keys(states)
