import { MAX_CALL_CARDS, type IncomingCallView } from '../../shared/ipc/contract.ts'
import type { Rectangle } from './window-bounds.ts'

/** The size of the IncomingCallWindow in pixels; `call-card.module.css` has the same heights. */
const WIDTH = 360
const CARD_HEIGHT = 144
const MORE_HEIGHT = 36
const MARGIN = 24

/** The size for its largest content, for systems on which the window cannot be resized. */
export const MAX_SIZE = { width: WIDTH, height: MAX_CALL_CARDS * CARD_HEIGHT + MORE_HEIGHT } as const

/** The content, and the zoom factor of the pages: 1 is the original size. */
type Shown = Pick<IncomingCallView, 'calls' | 'more'> & { readonly zoom?: number }

/**
 * The position of the IncomingCallWindow: at the middle of the upper edge, where no desktop shows notifications. It covers the
 * main window, which shows the same call, only if there is no space beside it.
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

/** The bounds after the content has changed: at the same position, as far as the window fits on the screen there. */
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

/** The area that both have in common, in square pixels. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
