import type { Bounds } from '../settings/settings.ts'

/** A rectangle in the screens' own pixels. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const DEFAULT_SIZE = { width: 380, height: 660 } as const
export const MIN_SIZE = { width: 320, height: 480 } as const

/** How much of the window's top has to be on a screen for a hand to get hold of it. */
const MIN_VISIBLE = { width: 80, height: 24 } as const

/**
 * Where the window opens: where it was, when enough of its top is still on one of the screens' work areas; else
 * in the middle of the first screen (no x and y: the system chooses).
 */
export function restoreBounds(
  screens: readonly Rectangle[],
  stored: Bounds | undefined,
): Partial<Bounds> & { width: number; height: number } {
  if (!stored) return { ...DEFAULT_SIZE }
  const screen = screens.find((area) => isTitleBarVisible(stored, area))
  const [first] = screens
  const area = screen ?? first
  const width = clamp(stored.width, MIN_SIZE.width, area?.width)
  const height = clamp(stored.height, MIN_SIZE.height, area?.height)
  return screen ? { x: stored.x, y: stored.y, width, height } : { width, height }
}

function isTitleBarVisible(bounds: Rectangle, area: Rectangle): boolean {
  const seen = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  return (
    seen >= MIN_VISIBLE.width && bounds.y >= area.y && bounds.y + MIN_VISIBLE.height <= area.y + area.height
  )
}

function clamp(value: number, least: number, most: number | undefined): number {
  return Math.max(Math.min(value, most ?? value), least)
}
