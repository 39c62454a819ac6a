import { isEditable } from './is-editable.ts'

/** What a caller's number or name carries, to be copied from the menu of a right click. */
const COPYABLE = '[data-copyable]'
/** What one caller is shown in. */
const SCOPE = 'article, li'
/** As main takes it. */
const LONGEST = 500

/**
 * A right click on a row or card of a caller, wherever on it, is about the number: selects it, and has `open` show a menu
 * that copies it. Electron itself reports a selection only where the click is on it. Where the person has selected
 * something themselves, that stays. Returns how to stop.
 */
export function selectForMenu(page: Document, open: (text: string) => void): () => void {
  const select = (event: MouseEvent) => {
    const { target } = event
    if (!(target instanceof Element) || isEditable(target)) return
    const selection = page.getSelection()
    if (!selection || (!selection.isCollapsed && selection.containsNode(target, true))) return
    const scope = target.closest(SCOPE) ?? target.closest(COPYABLE)?.parentElement
    // The number stands below the name; where there is no name, it is the name.
    const text = scope && [...scope.querySelectorAll(COPYABLE)].at(-1)
    if (!text) return
    selection.selectAllChildren(text)
    event.preventDefault()
    open((text.textContent ?? '').slice(0, LONGEST))
  }
  page.addEventListener('contextmenu', select)
  return () => page.removeEventListener('contextmenu', select)
}
