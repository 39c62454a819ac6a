/** The changes that Offhook makes to a call of the SDK. */
import type { Call, Device } from '@twilio/voice-sdk'
import { memberOf, methodOf, valueOf, type ReportMissing } from './sdk-members.ts'

/**
 * `Device.connect` silently ignores every call that is ringing at that moment. This change keeps it ringing.
 */
export function neverIgnore(call: Call, missing: ReportMissing): void {
  if (methodOf(call, 'ignore')) Reflect.set(call, 'ignore', () => undefined)
  else missing('Call.ignore')
}

/**
 * The SDK does not report a hang-up to the exchange while the socket is down, so the other end would hear silence until the
 * exchange times out. The SDK's stream queues messages for the next socket, so the hang-up is sent through it.
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
