import { SELF_TEST_STEPS, type SelfTestStep } from '../ipc/app-state.ts'

/** The step of "Test my ring" that comes after these, or null when there is none. */
export function nextSelfTestStep(steps: readonly SelfTestStep[]): SelfTestStep['step'] | null {
  const done = new Set(steps.map(({ step }) => step))
  return SELF_TEST_STEPS.find((name) => !done.has(name)) ?? null
}
