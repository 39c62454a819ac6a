import type { Page } from '@playwright/test'

/**
 * The layout problems of the page, as text; empty if there are none. Nothing may scroll horizontally, every control must be inside
 * the window horizontally with its text not cut off, and controls must not overlap each other or text.
 */
export function layoutProblems(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const problems: string[] = []
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`
    const isVisible = (element: Element) =>
      element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
      element.getClientRects().length > 0 &&
      !element.closest('.visually-hidden')
    const all = [...document.querySelectorAll<HTMLElement>('body *')].filter(isVisible)

    const root = document.scrollingElement ?? document.documentElement
    if (root.scrollWidth > innerWidth)
      problems.push(`the page scrolls sideways: ${root.scrollWidth} of ${innerWidth}`)
    for (const element of [document.body, ...all]) {
      const { overflowX } = getComputedStyle(element)
      if (overflowX !== 'visible' && overflowX !== 'hidden' && overflowX !== 'clip')
        if (element.scrollWidth > element.clientWidth + 1)
          problems.push(`${nameOf(element)} scrolls sideways`)
    }

    const controls = all.filter((element) =>
      element.matches(
        'button, input, select, summary, [role=tab], label:has(input[type=radio], input[type=checkbox])',
      ),
    )
    for (const control of controls) {
      const { left, right, width } = control.getBoundingClientRect()
      if (getComputedStyle(control).opacity === '0') continue
      if (left < -0.5 || right > innerWidth + 0.5)
        problems.push(`${nameOf(control)} leaves the window: ${Math.round(left)} to ${Math.round(right)}`)
      if (width < 23.5 && !control.matches('input'))
        problems.push(`${nameOf(control)} is ${Math.round(width)} px wide`)
      for (const part of [control, ...control.querySelectorAll<HTMLElement>('*')]) {
        if (
          part instanceof SVGElement ||
          part.matches('input') ||
          !isVisible(part) ||
          part.textContent === ''
        )
          continue
        // A name may be truncated if it has an ellipsis and a tooltip. The label of a button may not.
        if (part.closest('[data-copyable]')) continue
        const cut = part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline'
        if (cut) problems.push(`${nameOf(part)} is cut: ${part.scrollWidth} in ${part.clientWidth}`)
      }
    }

    for (const control of controls) {
      for (const word of wordsIn(control))
        if (new Set(word.rects.map(({ top }) => Math.round(top))).size > 1)
          problems.push(`${nameOf(control)} breaks the word “${word.text}”`)
    }
    const main = document.querySelector('main')
    if (main && main.clientHeight < 80) problems.push(`the page has ${main.clientHeight} px`)

    function wordsIn(control: HTMLElement) {
      if (control.querySelector('[data-copyable]')) return []
      const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT)
      const found: { text: string; rects: readonly DOMRect[] }[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement || !isVisible(node.parentElement)) continue
        for (const { 0: text, index } of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + text.length)
          found.push({ text, rects: [...range.getClientRects()] })
        }
      }
      return found
    }

    /** Elements that cover the page by design; they are not compared with elements below. */
    const layerOf = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (at.matches('[popover]')) return at
        if (['sticky', 'absolute', 'fixed'].includes(getComputedStyle(at).position)) return at
      }
      return document.documentElement
    }
    /** The visible part of the element within its scroll containers. */
    const visiblePart = (rect: DOMRect, clippedBy: Element | null) => {
      let { left, top, right, bottom } = rect
      for (let at = clippedBy; at; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue
        const box = at.getBoundingClientRect()
        left = Math.max(left, box.left)
        top = Math.max(top, box.top)
        right = Math.min(right, box.right)
        bottom = Math.min(bottom, box.bottom)
      }
      return { left, top, right, bottom }
    }
    const textNodes = all.flatMap((element) =>
      [...element.childNodes].flatMap((node) => {
        if (node.nodeType !== Node.TEXT_NODE || node.textContent?.trim() === '') return []
        const range = document.createRange()
        range.selectNodeContents(node)
        return [...range.getClientRects()].map((rect) => ({ element, rect: visiblePart(rect, element) }))
      }),
    )
    for (const control of controls) {
      const a = visiblePart(control.getBoundingClientRect(), control.parentElement)
      for (const { element, rect: b } of textNodes) {
        if (control.contains(element) || layerOf(control) !== layerOf(element)) continue
        const label =
          control instanceof HTMLInputElement &&
          [...(control.labels ?? [])].some((one) => one.contains(element))
        if (label) continue
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (width > 1 && height > 2)
          problems.push(`${nameOf(control)} lies on the text of ${nameOf(element)}`)
      }
    }
    return [...new Set(problems)]
  })
}
