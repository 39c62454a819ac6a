/** The part of Electron's `app.dock` used here; macOS only. */
interface Dock {
  bounce(type: 'critical'): number
  cancelBounce(id: number): void
}

export interface AttentionDeps {
  readonly dock: Dock | undefined
  /** The main window, while it is open. */
  readonly window: () => { flashFrame(flag: boolean): void } | undefined
}

/** Starts or stops the bouncing in the Dock or the flashing in the taskbar. */
export function createAttention({ dock, window }: AttentionDeps): (wanted: boolean) => void {
  let bouncing: number | undefined
  return (wanted) => {
    if (!dock) return window()?.flashFrame(wanted)
    if (bouncing !== undefined) dock.cancelBounce(bouncing)
    bouncing = wanted ? dock.bounce('critical') : undefined
  }
}
