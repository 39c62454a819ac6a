import { ready } from '../stand.ts'
import { callStates } from './calls.ts'
import { endingStates } from './endings.ts'
import { lineStates } from './line.ts'
import { settingsStates } from './settings.ts'
import type { GalleryStates } from './state.ts'

/** Every state of the window, by name. */
export const states: GalleryStates = {
  ...lineStates,
  ...callStates,
  ...endingStates,
  ...settingsStates,
  crash: { before: ready },
}

export const stateNames: readonly string[] = Object.keys(states)
