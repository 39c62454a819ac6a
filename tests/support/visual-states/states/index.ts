import { registered } from '../testbed.ts'
import { callStates } from './calls.ts'
import { endReasonStates } from './end-reasons.ts'
import { registrationStates } from './registration.ts'
import { linkStates } from './links.ts'
import { dndStates } from './dnd.ts'
import { reachabilityStates } from './reachability.ts'
import { recentStates } from './recents.ts'
import { ringingStates } from './ringing.ts'
import { menuStates } from './menu.ts'
import { incomingCallWindowStates } from './incoming-call-window.ts'
import { settingsStates } from './settings.ts'
import { storageStates } from './storage.ts'
import { updateStates } from './updates.ts'
import type { VisualStates } from './visual-state.ts'

/** Every state of the window, by name. */
export const states: VisualStates = {
  ...registrationStates,
  ...callStates,
  ...endReasonStates,
  ...settingsStates,
  ...incomingCallWindowStates,
  ...reachabilityStates,
  ...recentStates,
  ...dndStates,
  ...linkStates,
  ...ringingStates,
  ...updateStates,
  ...storageStates,
  ...menuStates,
  crash: { before: registered },
}

export const stateNames: readonly string[] = Object.keys(states)
