import type { CallWindow } from '../../../src/main/windows/call-controls.ts'

interface WindowState {
  visible: boolean
  minimised: boolean
  focused: boolean
}

/** A fake window that records its calls. */
export interface FakeWindow extends CallWindow, WindowState {
  readonly onTop: boolean
  readonly onAllWorkspaces: boolean
  /** What was done to it, in order. */
  readonly deeds: readonly string[]
}

/** Visible and in front by default. */
export function createFakeWindow(state: Partial<WindowState> = {}): FakeWindow {
  const deeds: string[] = []
  return {
    visible: true,
    minimised: false,
    focused: true,
    ...state,
    onTop: false,
    onAllWorkspaces: false,
    deeds,
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
      deeds.push('restore')
    },
    show() {
      this.visible = true
      deeds.push('show')
    },
    showInactive() {
      this.visible = true
      deeds.push('showInactive')
    },
    focus() {
      this.focused = true
      deeds.push('focus')
    },
    moveTop() {
      deeds.push('moveTop')
    },
    setAlwaysOnTop(flag) {
      Object.assign(this, { onTop: flag })
      deeds.push(`onTop ${flag}`)
    },
    setVisibleOnAllWorkspaces(flag) {
      Object.assign(this, { onAllWorkspaces: flag })
      deeds.push(`workspaces ${flag}`)
    },
    setMinimizable(flag) {
      deeds.push(`minimizable ${flag}`)
    },
  }
}
