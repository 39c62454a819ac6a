/** A person's user on the page: they find things by role and name, and wait for nothing but the next frame. */
export interface UserActions {
  press(name: string): Promise<void>
  type(label: string, text: string): Promise<void>
}

export function createUserActions(page: Document): UserActions {
  return {
    async press(name) {
      await nextFrame()
      const shown = [...page.querySelectorAll<HTMLElement>('button, label')].filter(
        (element) => element.offsetParent !== null,
      )
      const found =
        shown.find((element) => nameOf(element) === name) ??
        shown.find((element) => nameOf(element).startsWith(name))
      if (!found) throw new Error(`There is nothing to press called ${name}.`)
      found.click()
      await nextFrame()
    },
    async type(label, text) {
      await nextFrame()
      const field = [...page.querySelectorAll('input')].find((input) => labelOf(input).startsWith(label))
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
