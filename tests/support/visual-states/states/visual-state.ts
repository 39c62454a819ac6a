import type { UserActions } from '../user-actions.ts'
import type { GalleryTestbed } from '../testbed.ts'

/** One visual state. */
export interface VisualState {
  /** The small call window, in place of the phone's. */
  readonly incomingCallWindow?: boolean
  /** Before the page is mounted: what has happened on the line. */
  readonly before?: (testbed: GalleryTestbed) => void
  /** Once it is mounted: what happens then, and what the person does. */
  readonly after?: (testbed: GalleryTestbed, user: UserActions) => Promise<void> | void
}

export type VisualStates = Readonly<Record<string, VisualState>>
