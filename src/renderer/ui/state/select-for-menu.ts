import { isEditable } from './is-editable.ts'

/** What a caller's number or name carries, to be copied from the menu of a right click. */
const COPYABLE = '[data-copyable]'
/** What one caller is shown in. */
const SCOPE = 'article, li'

/**
 * Selects the number of the caller that was right-clicked, wherever on the row or card that was, so that the menu that
 * main opens can copy it. Where the person has selected something themselves, that stays. Returns how to stop.
 */
export function selectForMenu(page: Document): () => void {
  const select = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || isEditable(target)) return
    const selection = page.getSelection()
    if (!selection || (!selection.isCollapsed && selection.containsNode(target, true))) return
    const scope = target.closest(SCOPE) ?? target.closest(COPYABLE)?.parentElement
    // The number stands below the name; where there is no name, it is the name.
    const text = scope && [...scope.querySelectorAll(COPYABLE)].at(-1)
    if (text) selection.selectAllChildren(text)
  }
  page.addEventListener('contextmenu', select)
  return () => page.removeEventListener('contextmenu', select)
}
