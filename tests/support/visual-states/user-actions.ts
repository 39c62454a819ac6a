/** Presses and types as a person does. Finds elements by their English name, and waits for nothing but the next frame. */
export interface UserActions {
  press(name: string): Promise<void>
  type(label: string, text: string): Promise<void>
}

export function createUserActions(page: Document, englishOf = (text: string) => text): UserActions {
  return {
    async press(name) {
      await nextFrame()
      const shown = [...page.querySelectorAll<HTMLElement>('button, label')].filter(
        (element) => element.offsetParent !== null,
      )
      const found =
        shown.find((element) => englishOf(nameOf(element)) === name) ??
        shown.find((element) => englishOf(nameOf(element)).startsWith(name))
      if (!found) throw new Error(`There is nothing to press called ${name}.`)
      found.click()
      await nextFrame()
    },
    async type(label, text) {
      await nextFrame()
      const field = [...page.querySelectorAll('input')].find((input) =>
        englishOf(labelOf(input)).startsWith(label),
      )
      if (!field) throw new Error(`There is no field called ${label}.`)
      field.focus()
      page.execCommand('insertText', false, text)
      await nextFrame()
    },
  }
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute('aria-label') ?? element.textContent.trim()
}

function labelOf(input: HTMLInputElement): string {
  return input.getAttribute('aria-label') ?? input.labels?.[0]?.textContent ?? ''
}

/** React has rendered by then, and the browser has laid it out. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
