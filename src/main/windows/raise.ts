/** The part of Electron's `BrowserWindow` used here. */
export interface RaisableWindow {
  isVisible(): boolean
  isMinimized(): boolean
  isFocused(): boolean
  restore(): void
  show(): void
  showInactive(): void
  focus(): void
  moveTop(): void
  setAlwaysOnTop(flag: boolean): void
  setVisibleOnAllWorkspaces(visible: boolean, options?: { skipTransformProcessType?: boolean }): void
}

/**
 * Brings a window to the front on the current workspace. A window manager may deny it the keyboard focus and leave it behind other
 * windows, so the window is always on top for a moment and then stays in front.
 */
export function raiseWindow(window: RaisableWindow, platform: NodeJS.Platform): void {
  // Windows does not have this method, and its virtual desktops follow the focus.
  const workspaces = platform !== 'win32'
  if (workspaces) window.setVisibleOnAllWorkspaces(true, { skipTransformProcessType: true })
  if (window.isMinimized()) window.restore()
  window.show()
  window.setAlwaysOnTop(true)
  window.moveTop()
  window.focus()
  window.setAlwaysOnTop(false)
  if (workspaces) window.setVisibleOnAllWorkspaces(false, { skipTransformProcessType: true })
}
