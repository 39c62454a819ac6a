import type { FaultLaunch } from './launch.ts'
import type { FaultTestbed } from './testbed.ts'

/** Something that goes wrong, caused for real, and what is promised about it. */
export interface Fault {
  readonly name: string
  /** What is done to cause it. */
  readonly cause: string
  /** It takes minutes, and is caused only when it is named. */
  readonly byHand?: true
  /** Options for starting Offhook for this fault, for example another profile folder. */
  readonly launch?: FaultLaunch
  /** Causes it, asserts what must come of it, and leaves the phone as it should be afterwards. Rejects otherwise. */
  run(testbed: FaultTestbed): Promise<Outcome>
}

export interface Outcome {
  /** What the person saw or did, in words. */
  readonly saw: string
  /** From the cause to the moment the person could know, in ms. */
  readonly noticedMs?: number
  /** From the end of the cause to being registered, or heard, again, in ms. */
  readonly backMs?: number
  /** Where less than the five seconds of every recovery is promised. */
  readonly backWithinMs?: number
}

/** A dead line is noticed within this. */
export const NOTICED_WITHIN_MS = 20_000
/** And is back this soon after its cause is gone. */
export const BACK_WITHIN_MS = 5_000

/** Checks the two promises every outcome is held to. */
export function check({ saw, noticedMs = 0, backMs = 0, backWithinMs = BACK_WITHIN_MS }: Outcome): void {
  if (noticedMs > NOTICED_WITHIN_MS) throw new Error(`${saw}: noticed only after ${noticedMs} ms`)
  if (backMs > backWithinMs) throw new Error(`${saw}: back only after ${backMs} ms`)
}

export function expectThat(so: boolean, otherwise: string): void {
  if (!so) throw new Error(otherwise)
}
