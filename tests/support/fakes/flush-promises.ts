/** Resolves after all promises that can settle without further events have settled. */
export function flushPromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
