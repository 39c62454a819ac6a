import type { LiveCall, Phone, RingingCall } from '../../../shared/phone.ts'

/** A call that has the microphone, or is about to: everything but ringing. */
export type ActiveCall = Exclude<LiveCall, RingingCall>

function isActive(call: LiveCall): call is ActiveCall {
  return call.phase !== 'ringing'
}

/** The call that occupies the line, newest first if there is more than one for a moment. */
export function activeCall(phone: Phone): ActiveCall | undefined {
  return phone.calls.filter(isActive).at(-1)
}
