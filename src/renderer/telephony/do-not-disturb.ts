import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import { ringingCalls } from '../../shared/domain/phone.ts'
import { isDndOn, isRingAudible } from '../../shared/domain/selectors.ts'
import type { RingMute } from './audio/ringer.ts'
import type { PhoneController } from './phone-controller.ts'

interface DoNotDisturbDeps {
  readonly phone: Pick<PhoneController, 'state' | 'subscribe' | 'rejectForDnd'>
  /** What main says of do-not-disturb; null before it has said anything. */
  readonly doNotDisturb: () => DoNotDisturb | null
  /** Calls back when main has said something new; answers how to stop. */
  readonly onDoNotDisturb: (onChange: () => void) => () => void
}

/**
 * The phone's side of do-not-disturb: callers who shall hear busy are turned away the moment they ring; the answer
 * keeps the ringer silent. A call that rings already when it is turned on is silenced, and may still be taken.
 */
export function createDoNotDisturb({
  phone,
  doNotDisturb,
  onDoNotDisturb: onQuiet,
}: DoNotDisturbDeps): RingMute {
  let known: ReadonlySet<string> = new Set()

  function follow(): void {
    const ringing = ringingCalls(phone.state).map(({ id }) => id)
    const fresh = ringing.filter((id) => !known.has(id))
    known = new Set(ringing)
    const now = doNotDisturb()
    if (!now || !isDndOn(now) || now.mode !== 'busy') return
    for (const id of fresh) phone.rejectForDnd(id)
  }

  phone.subscribe(follow)
  follow()
  return {
    get on() {
      const now = doNotDisturb()
      return now !== null && !isRingAudible(now)
    },
    subscribe: onQuiet,
  }
}
