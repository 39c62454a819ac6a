/**
 * Limits repeated log lines to `lines` a minute of each kind. Returns undefined for a line to omit, otherwise the number of omitted
 * lines of this kind since the last written one. `clock` returns milliseconds.
 */
export function createLineLimit(
  clock: () => number,
  { lines = 10, windowMs = 60_000 } = {},
): (kind: string) => number | undefined {
  const windows = new Map<string, { endsAt: number; written: number; leftOut: number }>()
  return (kind) => {
    const now = clock()
    const window = windows.get(kind) ?? { endsAt: 0, written: 0, leftOut: 0 }
    windows.set(kind, window)
    if (window.endsAt <= now) {
      window.endsAt = now + windowMs
      window.written = 0
    }
    if (window.written >= lines) {
      window.leftOut += 1
      return undefined
    }
    const { leftOut } = window
    window.written += 1
    window.leftOut = 0
    return leftOut
  }
}
