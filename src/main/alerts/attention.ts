/** The part of Electron's `app.dock` used here; macOS only. */
interface Dock {
  bounce(type: 'critical'): number
  cancelBounce(id: number): void
}

export interface AttentionDeps {
  readonly dock: Dock | undefined
  /** The phone's window, while there is one. */
  readonly window: () => { flashFrame(flag: boolean): void } | undefined
}

/** Draws the eye to Offhook in the dock or the taskbar, and stops. */
export function createAttention({ dock, window }: AttentionDeps): (wanted: boolean) => void {
  let bouncing: number | undefined
  return (wanted) => {
    if (!dock) return window()?.flashFrame(wanted)
    if (bouncing !== undefined) dock.cancelBounce(bouncing)
    bouncing = wanted ? dock.bounce('critical') : undefined
  }
}
