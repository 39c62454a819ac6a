import { SETTLE_MS } from '../../../shared/domain/settle.ts'

/** A control that moves less than this, in CSS pixels, counts as unmoved. */
const TOLERANCE = 12

/** The position and meaning of a control. */
export interface ControlState {
  /** In the viewport, in CSS pixels. */
  readonly x: number
  readonly y: number
  /** The scroll offset of its ancestors: scrolling by the person does not count as a move. */
  readonly scrolledX: number
  readonly scrolledY: number
  /** Its label. */
  readonly label: string
}

interface Entry {
  readonly state: ControlState
  /** In milliseconds of the clock. */
  readonly since: number
}

/** Tracks since when each control has had its current position. */
export interface SettleTracker<Control extends object> {
  /** Records the state of a control; null: it is not visible. `at`: when the page last changed. */
  note(control: Control, state: ControlState | null, at: number): void
  /** All controls have just appeared or moved, for example with the window itself. */
  restart(): void
  /** Milliseconds until presses on the control count; 0: they count now. */
  remaining(control: Control): number
}

/** `now`: a monotonic clock, in milliseconds. */
export function createSettleTracker<Control extends object>(now: () => number): SettleTracker<Control> {
  const entries = new WeakMap<Control, Entry>()
  let restartedAt = now()
  return {
    note(control, state, at) {
      if (state === null) return void entries.delete(control)
      const known = entries.get(control)
      if (known && isSame(known.state, state)) return
      entries.set(control, { state, since: at })
    },
    restart() {
      restartedAt = now()
    },
    remaining(control) {
      const entry = entries.get(control)
      if (!entry) return SETTLE_MS
      return Math.max(0, Math.max(entry.since, restartedAt) + SETTLE_MS - now())
    },
  }
}

/** Scrolled content keeps its position in the page; sticky content keeps its position in the window. */
function isSame(a: ControlState, b: ControlState): boolean {
  if (a.label !== b.label) return false
  const inWindow = isNear(a.x, b.x) && isNear(a.y, b.y)
  const inPage = isNear(a.x + a.scrolledX, b.x + b.scrolledX) && isNear(a.y + a.scrolledY, b.y + b.scrolledY)
  return inWindow || inPage
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < TOLERANCE
}
