/**
 * Adds the Popover API to happy-dom, which lacks it: `showPopover`, `hidePopover` and buttons with a `popovertarget`. A popover
 * dispatches `beforetoggle`, as in a browser; it has no top layer and no light dismiss.
 */
export function addPopoverApi(window: Window & typeof globalThis): void {
  const { document, HTMLElement } = window
  const open = new WeakSet<Element>()

  function toggle(element: Element, shown: boolean): void {
    if (open.has(element) === shown) return
    const states = { newState: shown ? 'open' : 'closed', oldState: shown ? 'closed' : 'open' }
    element.dispatchEvent(Object.assign(new window.Event('beforetoggle'), states))
    if (shown) open.add(element)
    else open.delete(element)
  }

  Object.defineProperties(HTMLElement.prototype, {
    showPopover: {
      value(this: Element) {
        toggle(this, true)
      },
    },
    hidePopover: {
      value(this: Element) {
        toggle(this, false)
      },
    },
  })
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof window.Element ? target.closest('[popovertarget]') : null
    const popover = document.getElementById(button?.getAttribute('popovertarget') ?? '')
    if (popover) toggle(popover, !open.has(popover))
  })
}
