import type { UpdateChannel, UpdateProblem } from '../../shared/ipc/contract.ts'

/** What the feed offers this computer. */
export type Offer =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'passed-over'
      readonly version: string
      readonly why: 'older' | 'not-yet' | 'system-too-old'
    }
  | { readonly kind: 'update'; readonly version: string }

/** An update is not taken, and why. The message is for the log. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError'
  readonly why: UpdateProblem
  constructor(why: UpdateProblem, message: string) {
    super(message)
    this.why = why
  }
}

/** Gets updates and installs them. Everything rejects with `UpdateError`, and then nothing has changed. */
export interface Updater {
  /** Whether it can install one itself, or the person (or the system's package manager) does. */
  readonly install: 'restart' | 'manual'
  check(channel: UpdateChannel): Promise<Offer>
  /** Fetches what the last check found, and verifies it. `onProgress` hears per cent. Stops when `signal` says so. */
  download(onProgress: (percent: number) => void, signal: AbortSignal): Promise<void>
  /** Verifies once more and installs what was downloaded. To be called when nothing is left but to quit. */
  installDownloaded(restart: boolean): Promise<void>
}
