import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Log } from './log.ts'
import type { Redactor } from './redactor.ts'
import type { Timers } from './timers.ts'

/** The platform, time, randomness, log and files that every service may use. */
export interface Environment {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether Offhook's windows are native Wayland windows. */
  readonly wayland: boolean
  readonly clock: () => Timestamp
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  /** Returns random bytes in hexadecimal. */
  readonly randomHex: (bytes: number) => string
  readonly redactor: Redactor
  readonly log: Log
  /** A run from source, not packaged. */
  readonly development: boolean
  /** The absolute path of a file of the build. */
  readonly built: (...path: string[]) => string
  /** The absolute path of the program's icon. It is small, because a notification server decodes it for each notification. */
  readonly iconFile: string
}
