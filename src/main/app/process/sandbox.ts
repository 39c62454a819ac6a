/** The facts that decide whether to show the warning. */
export interface SandboxFacts {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  /** Whether `--no-sandbox` is among the switches: an AppImage adds it where the system forbids namespaces. */
  readonly hasNoSandbox: boolean
  /** The user id of the account; -1 where there is none. */
  readonly uid: number
}

/**
 * Whether an installed program runs without Chromium's sandbox although its account could have one. Root cannot: Chromium's
 * sandbox refuses it. A run from source gets no warning.
 */
export function lacksSandbox({ platform, isPackaged, hasNoSandbox, uid }: SandboxFacts): boolean {
  return platform === 'linux' && isPackaged && hasNoSandbox && uid !== 0
}
