import { isEditable } from '../lib/is-editable.ts'

/** The attribute of a caller's number or name that the context menu copies. */
const COPYABLE = '[data-copyable]'
/** The element that shows one caller. */
const SCOPE = 'article, li'
/** The type of the request to main. */
const MAX_TEXT_LENGTH = 500

/**
 * Handles a right click anywhere on the row or card of a caller: selects the number and calls `open`, which shows a menu that
 * copies it. Electron reports a selection only if the click is on it. A selection by the person is kept. Returns a function that
 * unsubscribes.
 */
export function installNumberMenu(page: Document, open: (text: string) => void): () => void {
  const select = (event: MouseEvent) => {
    const { target } = event
    if (!(target instanceof Element) || isEditable(target)) return
    const selection = page.getSelection()
    if (!selection || (!selection.isCollapsed && selection.containsNode(target, true))) return
    const scope = target.closest(SCOPE) ?? target.closest(COPYABLE)?.parentElement
    // The number is below the name; without a name, it takes the name's place.
    const text = scope && [...scope.querySelectorAll(COPYABLE)].at(-1)
    if (!text) return
    selection.selectAllChildren(text)
    event.preventDefault()
    open((text.textContent ?? '').slice(0, MAX_TEXT_LENGTH))
  }
  page.addEventListener('contextmenu', select)
  return () => page.removeEventListener('contextmenu', select)
}
