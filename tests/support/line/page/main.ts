/** The line on Twilio's SDK and nothing else, for a test to hold: see `testbed.ts`. */
import { createTwilioLine } from '../../../../src/renderer/telephony/twilio/twilio-line.ts'
import { createCallMicrophone } from '../../../../src/renderer/telephony/audio/call-microphone.ts'
import { createSilentTrack } from '../../../../src/renderer/telephony/audio/silent-track.ts'
import type { TelephonyLine } from '../../../../src/renderer/telephony/telephony-line.ts'
import type { LineReport } from '../../../conformance/telephony-line/harness.ts'

declare global {
  interface Window {
    line: TelephonyLine
    /** Put here by the test. */
    lineReport(report: LineReport): Promise<void>
  }
}

const after = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
const microphone = createCallMicrophone({
  media: navigator.mediaDevices,
  microphone: { state: 'usable', devices: '', watch: () => () => undefined },
  createSilentTrack,
  createStream: (track) => new MediaStream([track]),
  after,
  log: { info: () => undefined, warn: () => undefined },
})

window.line = createTwilioLine({
  microphone,
  clock: () => Date.now(),
  onTokenWanted: () => void window.lineReport({ type: 'token-wanted' }),
  log: console,
})
window.line.subscribe((event) => void window.lineReport(event))
window.line.onActivity((sign) => void window.lineReport({ type: 'sign', sign }))
