/**
 * Starts background work without waiting for it. If `promise` rejects, logs `what` with the error. Never throws.
 *
 * `what` is a sentence without a full stop, for example `The ring devices could not be set`.
 */
export function detach(
  promise: PromiseLike<unknown>,
  log: { warn(text: string, about: unknown): void },
  what: string,
): void {
  promise.then(undefined, (error: unknown) => {
    log.warn(`${what}:`, error)
  })
}
