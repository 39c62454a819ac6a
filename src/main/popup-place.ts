import type { PopupView } from '../shared/contract.ts'
import type { Rectangle } from './window-place.ts'

/** The small call window in pixels; `popup.module.css` draws cards of this height. */
const WIDTH = 360
const CARD_HEIGHT = 144
const MORE_HEIGHT = 36
const MARGIN = 24

/**
 * Where the small call window goes: in the middle of the upper edge, where no desktop puts its notifications, as high
 * as what it shows.
 */
export function popupPlace(area: Rectangle, { calls, more }: Pick<PopupView, 'calls' | 'more'>): Rectangle {
  const height = calls.length * CARD_HEIGHT + (more > 0 ? MORE_HEIGHT : 0)
  const width = Math.min(WIDTH, area.width)
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: area.y + Math.min(MARGIN, Math.max(0, area.height - height)),
    width,
    height: Math.min(height, area.height),
  }
}
