/** A step that did not work out; its name comes first, so that a reader knows where to look. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  readonly step: string

  constructor(step: string, cause: unknown) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.step = step
  }
}

export type Steps = <T>(name: string, run: () => Promise<T>) => Promise<T>

/** Runs steps one after another, says each with its time in milliseconds, and names the one that fails. */
export function createSteps(say: (line: string) => void, now: () => number = Date.now): Steps {
  return async (name, run) => {
    const start = now()
    try {
      const result = await run()
      say(`✓ ${name} (${Math.round(now() - start)} ms)`)
      return result
    } catch (error) {
      say(`✗ ${name}`)
      throw new StepFailed(name, error)
    }
  }
}
