/** The part of Electron's `BrowserWindow` used here. */
export interface MinimisableWindow {
  minimize: () => void
  isMinimized: () => boolean
  restore: () => void
  hide(): void
  show(): void
  on(event: 'minimize' | 'show' | 'focus', listener: () => void): unknown
}

/**
 * A Wayland compositor does not report whether a window is minimised and does not let it restore itself. From here on the window's
 * state is tracked, and `restore` hides and shows the window, which compositors allow.
 */
export function adaptToWayland(window: MinimisableWindow): void {
  let isMinimised = false
  const minimise = window.minimize.bind(window)
  const restore = window.restore.bind(window)
  window.minimize = () => {
    isMinimised = true
    minimise()
  }
  window.isMinimized = () => isMinimised
  window.restore = () => {
    isMinimised = false
    // Chromium aborts the process when a window is shown that it still considers minimised.
    restore()
    window.hide()
    window.show()
  }
  window.on('minimize', () => {
    isMinimised = true
  })
  for (const event of ['show', 'focus'] as const)
    window.on(event, () => {
      isMinimised = false
    })
}
