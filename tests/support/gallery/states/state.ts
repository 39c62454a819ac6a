import type { Hands } from '../user-actions.ts'
import type { Stand } from '../testbed.ts'

/** One picture of the gallery. */
export interface GalleryState {
  /** The small call window, in place of the phone's. */
  readonly popup?: boolean
  /** Before the page is mounted: what has happened on the line. */
  readonly before?: (stand: Stand) => void
  /** Once it is mounted: what happens then, and what the person does. */
  readonly after?: (stand: Stand, hands: Hands) => Promise<void> | void
}

export type GalleryStates = Readonly<Record<string, GalleryState>>
