import type { Finished } from '../../../scripts/lib/run.ts'

/** A root of the file system that packages may be installed in without anything of this machine being changed. */
export interface PrivateRoot {
  /** How it is made: a copy of this very system in a mount namespace, or an empty folder. */
  readonly kind: 'system' | 'folder'
  dpkg(args: readonly string[]): Promise<Finished>
  /** The words that start an installed program, by its path in the root, as an ordinary account. */
  command(path: string): readonly string[]
  /** Where a path in the root is for us. */
  outside(path: string): string
  /** Every path that is in the root now and was not when it was made, and the other way round; sorted. */
  changes(): Promise<Changes>
  /** Removes the root with everything in it. */
  close(): Promise<void>
}

export interface Changes {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** The overflow UID of Linux: an account that owns no files. */
export const ORDINARY = 65_534

/** Whether this process is root. Root starts programs as another user. */
export const isRoot = (): boolean => process.getuid?.() === 0

/** The words before a command that run it as an ordinary account; none where we are one. */
export const asOrdinary = (): readonly string[] =>
  isRoot() ? ['setpriv', `--reuid=${ORDINARY}`, `--regid=${ORDINARY}`, '--clear-groups', '--'] : []

/** Debconf must not ask questions. */
export const quietly = (): NodeJS.ProcessEnv => ({
  ...process.env,
  DEBIAN_FRONTEND: 'noninteractive',
  LC_ALL: 'C.UTF-8',
})
