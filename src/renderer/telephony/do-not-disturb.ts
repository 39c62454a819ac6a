import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import { ringingCalls } from '../../shared/domain/phone.ts'
import { isDndOn, isRingAudible } from '../../shared/domain/selectors.ts'
import type { RingMute } from './audio/ringer.ts'
import type { PhoneController } from './phone-controller.ts'

interface DoNotDisturbDeps {
  readonly phone: Pick<PhoneController, 'state' | 'subscribe' | 'rejectForDnd'>
  /** The setting that main sent last; null before the first one. */
  readonly doNotDisturb: () => DoNotDisturb | null
  /** Subscribes to changes. Returns a function that unsubscribes. */
  readonly onDoNotDisturb: (onChange: () => void) => () => void
}

/**
 * Applies do not disturb. In the mode `busy` an incoming call is rejected at once. The returned RingMute silences the
 * ringer. A call that already rings when do not disturb is turned on is silenced and can still be accepted.
 */
export function createDoNotDisturb({ phone, doNotDisturb, onDoNotDisturb }: DoNotDisturbDeps): RingMute {
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
    subscribe: onDoNotDisturb,
  }
}
