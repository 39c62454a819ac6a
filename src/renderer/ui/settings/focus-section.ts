/** Scrolls the settings page to a section and focuses its heading, once the page is rendered. */
export function focusSection(name: 'keyboard' | 'about'): void {
  requestAnimationFrame(() => {
    const heading = document.getElementById(`${name}-title`)
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  })
}
