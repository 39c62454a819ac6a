/** The line on Twilio's SDK and nothing else, for a test to hold: see `lab.ts`. */
import { createTwilioLine } from '../../../../src/renderer/phone/twilio-line.ts'
import type { TelephoneLine } from '../../../../src/renderer/phone/line.ts'
import type { LineReport } from '../../../conformance/line/harness.ts'

declare global {
  interface Window {
    line: TelephoneLine
    /** Put here by the test. */
    lineReport(report: LineReport): Promise<void>
  }
}

window.line = createTwilioLine({
  clock: () => Date.now(),
  onTokenWanted: () => void window.lineReport({ type: 'token-wanted' }),
})
window.line.subscribe((event) => void window.lineReport(event))
window.line.feel((sign) => void window.lineReport({ type: 'sign', sign }))
