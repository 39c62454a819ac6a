/** Access to undeclared members of the SDK. Each may be absent in another version. */

/** Called with the name of a member that this version of the SDK lacks. */
export type ReportMissing = (name: string) => void

export function valueOf(of: object | null, name: string): unknown {
  return of === null ? undefined : Reflect.get(of, name)
}

export function memberOf(of: object | null, name: string): object | null {
  const value = valueOf(of, name)
  return typeof value === 'object' ? value : null
}

export function methodOf(of: object | null, name: string): ((...args: unknown[]) => unknown) | null {
  const value = valueOf(of, name)
  return typeof value === 'function' ? (...args) => Reflect.apply(value, of, args) : null
}

/** Logs each missing member once, however many devices are made. */
export function reportMissingOnce(warn: (text: string) => void): ReportMissing {
  const reported = new Set<string>()
  return (name) => {
    if (reported.has(name)) return
    reported.add(name)
    warn(
      `This version of the Twilio SDK has no ${name}. The features that depend on it are off; calls still work.`,
    )
  }
}
