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
 * A Wayland compositor tells no window whether it is minimised, and lets none come back by itself. From here on the window
 * remembers what became of it, and `restore` takes it off the screen and puts it there again, which compositors allow.
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
    // Chromium stops the whole process when a window is shown that it still takes for minimised.
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
