import type { UpdateChannel, UpdateProblem } from '../../shared/ipc/contract.ts'

/** The update that the feed offers to this computer. */
export type Offer =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'passed-over'
      readonly version: string
      readonly why: 'older' | 'not-yet' | 'system-too-old'
    }
  | { readonly kind: 'update'; readonly version: string }

/** Why an update is not installed. The message is for the log. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError'
  readonly why: UpdateProblem
  constructor(why: UpdateProblem, message: string) {
    super(message)
    this.why = why
  }
}

/** Downloads and installs updates. Everything rejects with `UpdateError`, and then nothing has changed. */
export interface Updater {
  /** Whether it installs updates itself, or the person or the package manager does. */
  readonly install: 'restart' | 'manual'
  check(channel: UpdateChannel): Promise<Offer>
  /** Downloads the result of the last check and verifies it. `onProgress` gets per cent. Aborted by `signal`. */
  download(onProgress: (percent: number) => void, signal: AbortSignal): Promise<void>
  /** Verifies the download once more and installs it. Call it just before the program ends. */
  installDownloaded(restart: boolean): Promise<void>
}
