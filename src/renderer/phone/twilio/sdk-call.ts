/** What Offhook changes of a call of the SDK. */
import type { Call, Device } from '@twilio/voice-sdk'
import { memberOf, methodOf, valueOf, type ReportMissing } from './sdk-members.ts'

/**
 * `Device.connect` ignores every call that rings at that moment, for good and without a report: here it goes on ringing.
 */
export function neverIgnore(call: Call, missing: ReportMissing): void {
  if (methodOf(call, 'ignore')) Reflect.set(call, 'ignore', () => undefined)
  else missing('Call.ignore')
}

/**
 * Hung up while the socket is down, the SDK does not report it to the exchange: the other end would go on listening to
 * silence until the exchange gives up. Its stream would keep the message for later, so it is given one.
 */
export function reportHangups(device: Device, call: Call, missing: ReportMissing): void {
  const disconnect = methodOf(call, 'disconnect')
  if (!disconnect) return missing('Call.disconnect')
  let accepted = false
  call.on('accept', () => {
    accepted = true
  })
  Reflect.set(call, 'disconnect', () => {
    const stream = memberOf(device, '_stream')
    const sid = call.parameters['CallSid']
    disconnect()
    if (accepted && sid !== undefined && valueOf(stream, 'status') === 'disconnected')
      methodOf(stream, 'hangup')?.(sid)
  })
}
