import { MAX_CALL_CARDS, type IncomingCallView } from '../../shared/ipc/contract.ts'
import type { Rectangle } from './window-bounds.ts'

/** The small call window in pixels; `call-card.module.css` draws strips of this height. */
const WIDTH = 360
const CARD_HEIGHT = 144
const MORE_HEIGHT = 36
const MARGIN = 24

/** The size for its largest content, for systems on which the window cannot be resized. */
export const MAX_SIZE = { width: WIDTH, height: MAX_CALL_CARDS * CARD_HEIGHT + MORE_HEIGHT } as const

/** What it shows, and how much the person has enlarged Offhook's pages: 1 is not at all. */
type Shown = Pick<IncomingCallView, 'calls' | 'more'> & { readonly zoom?: number }

/**
 * Where the small call window goes: in the middle of the upper edge, where no desktop puts its notifications, as high
 * as what it shows. `phone`: the phone's own window, while it can be seen; it shows the same call, and is covered only
 * where there is no room beside it.
 */
export function incomingCallBounds(area: Rectangle, shown: Shown, mainWindow?: Rectangle): Rectangle {
  const { width, height } = sizeOf(area, shown)
  const room = { x: area.width - width, y: area.height - height }
  const middle = Math.round(area.x + room.x / 2)
  const top = area.y + Math.min(MARGIN, room.y)
  const best = { x: middle, y: top, width, height }
  if (!mainWindow) return best

  const beside = [mainWindow.x - MARGIN - width, mainWindow.x + mainWindow.width + MARGIN]
    .filter((x) => x >= area.x && x <= area.x + room.x)
    .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
    .map((x) => ({ ...best, x }))
  const below = { ...best, y: area.y + room.y - Math.min(MARGIN, room.y) }
  const places = [best, ...beside, below]
  const least = Math.min(...places.map((place) => overlap(place, mainWindow)))
  return places.find((place) => overlap(place, mainWindow) === least) ?? best
}

/** Where it goes on when it shows something else: it stays where it is, as far as it is wholly on the screen there. */
export function resizedIncomingCallBounds(
  area: Rectangle,
  view: Shown,
  { x, y }: Pick<Rectangle, 'x' | 'y'>,
): Rectangle {
  const size = sizeOf(area, view)
  return { ...size, x, y: Math.max(area.y, Math.min(y, area.y + area.height - size.height)) }
}

function sizeOf(area: Rectangle, { calls, more, zoom = 1 }: Shown) {
  const wanted = Math.round((calls.length * CARD_HEIGHT + (more > 0 ? MORE_HEIGHT : 0)) * zoom)
  return { width: Math.min(Math.round(WIDTH * zoom), area.width), height: Math.min(wanted, area.height) }
}

/** How much of one covers the other, in square pixels. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
