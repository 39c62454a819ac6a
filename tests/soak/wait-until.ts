/**
 * Resolves with the first thing `look` finds, now or after a change; with undefined when it has not come within
 * `timeoutMs`. A soak counts what does not come: it is no error.
 */
export function until<T>(
  onChange: (listener: () => void) => () => unknown,
  timeoutMs: number,
  look: () => T | undefined | false,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    let stop: () => unknown = () => undefined
    const finish = (found: T | undefined): void => {
      clearTimeout(timer)
      stop()
      resolve(found)
    }
    const timer = setTimeout(() => finish(undefined), timeoutMs)
    const lookAgain = (): void => {
      const found = look()
      if (found !== undefined && found !== false) finish(found)
    }
    stop = onChange(lookAgain)
    lookAgain()
  })
}
