import { activeCalls, type ActiveCall, type Phone } from '../../../shared/domain/phone.ts'

export type { ActiveCall } from '../../../shared/domain/phone.ts'

/** The call that occupies the line, newest first if there is more than one for a moment. */
export function activeCall(phone: Phone): ActiveCall | undefined {
  return activeCalls(phone).at(-1)
}
