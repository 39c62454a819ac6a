/** Brings the page of settings to one of its sections, and the focus to its heading, once the page is there. */
export function focusSection(name: 'keyboard' | 'about'): void {
  requestAnimationFrame(() => {
    const heading = document.getElementById(`${name}-title`)
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  })
}
