import type { PageLog } from '../log.ts'

/** Returns a function that logs each text once, with the error of its first occurrence. */
export function createWarnOnce(log: Pick<PageLog, 'warn'>): (text: string, error: unknown) => void {
  const logged = new Set<string>()
  return (text, error) => {
    if (logged.has(text)) return
    logged.add(text)
    log.warn(text, error)
  }
}
