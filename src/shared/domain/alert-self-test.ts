import { RING_STEPS, type RingStep } from '../ipc/app-state.ts'

/** The step of "Test my ring" that comes after these, or null when there is none. */
export function nextRingStep(steps: readonly RingStep[]): RingStep['step'] | null {
  const done = new Set(steps.map(({ step }) => step))
  return RING_STEPS.find((name) => !done.has(name)) ?? null
}
