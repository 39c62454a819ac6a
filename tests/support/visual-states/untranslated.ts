import type { Page } from '@playwright/test'

/** Product names, and the data of the visual states: devices, examples in fields, the title of the page. */
const NAMES = [
  'Offhook|Twilio|GNOME|KDE|Plasma|Windows|macOS|Linux|GET|POST',
  'Desk loudspeakers|Jabra Evolve2 65 headset|Visual states',
  'https://calls.example.com/token|localhost:4443 sha256/…|maria|AC…|SK…|AP…',
].join('|')

/**
 * The texts of a page in the pseudo-locale that do not come from the catalogue, with their element; empty if there are none. Data
 * of users and systems is not a message: names, numbers, codes, times, keys of the keyboard.
 */
export function untranslatedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((names) => {
    const data = '[translate=no], [aria-hidden=true], [data-copyable], bdi, kbd, code, time, script, style'
    const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']
    const hasWords = (text: string) => {
      let rest = text
      // A message can be a parameter of another one: the inner brackets first.
      for (let before = ''; before !== rest;) {
        before = rest
        rest = rest.replaceAll(/⟦[^⟦⟧]*⟧/gu, '')
      }
      return /\p{L}{2}/u.test(rest.replaceAll(new RegExp(`(?<!\\p{L})(${names})(?!\\p{L})`, 'gu'), ''))
    }
    const found: string[] = []
    if (hasWords(document.title)) found.push(`title: ${document.title}`)
    const blocks = new Map<Element, string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || parent.closest(data) || !parent.checkVisibility()) continue
      // A message can consist of several elements: its brackets are in the nearest block.
      const block =
        parent.closest('p, h1, h2, h3, li, button, label, legend, output, summary, div, td, dt') ?? parent
      blocks.set(block, `${blocks.get(block) ?? ''}${node.textContent}`)
    }
    for (const [element, text] of blocks) if (hasWords(text)) found.push(`${element.tagName}: ${text.trim()}`)
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest(data) || !element.checkVisibility()) continue
      for (const name of attributes) {
        const text = element.getAttribute(name)
        if (text !== null && hasWords(text)) found.push(`${element.tagName} ${name}: ${text}`)
      }
    }
    return found
  }, NAMES)
}
