import type { CallControlsWindow } from '../../../src/main/windows/call-controls.ts'

interface WindowState {
  visible: boolean
  minimised: boolean
  focused: boolean
}

/** A fake window that records its calls. */
export interface FakeWindow extends CallControlsWindow, WindowState {
  readonly onTop: boolean
  readonly onAllWorkspaces: boolean
  /** What was done to it, in order. */
  readonly actions: readonly string[]
}

/** Visible and in front by default. */
export function createFakeWindow(state: Partial<WindowState> = {}): FakeWindow {
  const actions: string[] = []
  return {
    visible: true,
    minimised: false,
    focused: true,
    ...state,
    onTop: false,
    onAllWorkspaces: false,
    actions,
    isVisible() {
      return this.visible
    },
    isMinimized() {
      return this.minimised
    },
    isFocused() {
      return this.focused
    },
    restore() {
      this.minimised = false
      actions.push('restore')
    },
    show() {
      this.visible = true
      actions.push('show')
    },
    showInactive() {
      this.visible = true
      actions.push('showInactive')
    },
    focus() {
      this.focused = true
      actions.push('focus')
    },
    moveTop() {
      actions.push('moveTop')
    },
    setAlwaysOnTop(flag) {
      Object.assign(this, { onTop: flag })
      actions.push(`onTop ${flag}`)
    },
    setVisibleOnAllWorkspaces(flag) {
      Object.assign(this, { onAllWorkspaces: flag })
      actions.push(`workspaces ${flag}`)
    },
    setMinimizable(flag) {
      actions.push(`minimizable ${flag}`)
    },
  }
}
