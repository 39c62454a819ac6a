import { SETTLE_MS } from '../../../shared/settle.ts'

/** A control that moves less than this, in CSS pixels, is still where the person aimed. */
const TOLERANCE = 12

/** Where a control is and what it says. */
export interface Stance {
  /** In the viewport, in CSS pixels. */
  readonly x: number
  readonly y: number
  /** How far everything around it has been scrolled: scrolling by hand is no surprise. */
  readonly scrolledX: number
  readonly scrolledY: number
  /** What it does, in words. */
  readonly label: string
}

interface Entry {
  readonly stance: Stance
  /** In milliseconds of the clock. */
  readonly since: number
}

/** Since when each control has been where it is. */
export interface Settling<Control extends object> {
  /** Notes how a control stands; null: it cannot be seen. `at`: when the page changed last. */
  note(control: Control, stance: Stance | null, at: number): void
  /** Everything has just appeared or moved, as when the window itself does. */
  restart(): void
  /** Milliseconds until presses on the control count; 0: they do. */
  remaining(control: Control): number
}

/** `now`: milliseconds of a clock that never goes back. */
export function createSettling<Control extends object>(now: () => number): Settling<Control> {
  const entries = new WeakMap<Control, Entry>()
  let restartedAt = now()
  return {
    note(control, stance, at) {
      if (stance === null) return void entries.delete(control)
      const known = entries.get(control)
      if (known && isSame(known.stance, stance)) return
      entries.set(control, { stance, since: at })
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

/** Scrolled content stays where it is in its page; what sticks to an edge stays where it is in the window. */
function isSame(a: Stance, b: Stance): boolean {
  if (a.label !== b.label) return false
  const inWindow = isNear(a.x, b.x) && isNear(a.y, b.y)
  const inPage = isNear(a.x + a.scrolledX, b.x + b.scrolledX) && isNear(a.y + a.scrolledY, b.y + b.scrolledY)
  return inWindow || inPage
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < TOLERANCE
}
