import type { IncomingCallView } from '../../../src/shared/ipc/contract.ts'

/** A small call window that only remembers what it shows. */
export interface FakeIncomingCallWindow {
  /** The ids of the calls on it, none while it is not there. */
  readonly calls: readonly string[]
  /** Whether its calls have been in their places long enough. */
  settled: boolean
  accepts(id: string): boolean
  show(view: IncomingCallView): void
  hide(): void
}

export function createFakeIncomingCallWindow(): FakeIncomingCallWindow {
  let calls: readonly string[] = []
  return {
    get calls() {
      return calls
    },
    settled: true,
    accepts(id) {
      return this.settled && calls.includes(id)
    },
    show(view) {
      calls = view.calls.map(({ id }) => id)
    },
    hide() {
      calls = []
    },
  }
}
