import { describe, expect, it } from 'vitest'
import * as times from '../../../../src/shared/domain/signalling-timing.ts'

const {
  ACKNOWLEDGED_WITHIN_MS,
  ACTIVITY_FRESH_MS: HEARD_FRESH_MS,
  HEARTBEAT_EVERY_MS,
  MAX_RETRY_MS,
  DETECTED_WITHIN_MS: NOTICED_WITHIN_MS,
  ACKNOWLEDGEMENT_FRESH_MS: REGISTERED_FRESH_MS,
  REGISTERED_WITHIN_MS,
  REGISTER_EVERY_MS,
  REPORT_EVERY_MS,
  REPORT_PAUSE_MS,
  SDK_SILENCE_MS,
  EVALUATED_WITHIN_MS,
  HANG_CHECK_INTERVAL_MS,
  HUNG_AFTER_MS,
  HUNG_IN_CALL_AFTER_MS,
  INVITE_GRACE_MS,
  REINVITE_TIMEOUT_MS,
} = times

describe('the times of signalling', () => {
  it('let a line that is well prove it before its last proof is too old', () => {
    expect(HEARTBEAT_EVERY_MS + REPORT_PAUSE_MS).toBeLessThan(HEARD_FRESH_MS)
    expect(HEARTBEAT_EVERY_MS).toBeLessThan(SDK_SILENCE_MS)
    expect(REGISTER_EVERY_MS.twilio + ACKNOWLEDGED_WITHIN_MS + REPORT_PAUSE_MS).toBeLessThan(
      REGISTERED_FRESH_MS,
    )
  })

  it('show a lost registration within the time that is promised', () => {
    expect(REGISTERED_FRESH_MS + REPORT_PAUSE_MS).toBeLessThan(NOTICED_WITHIN_MS)
    expect(HEARD_FRESH_MS + REPORT_PAUSE_MS).toBeLessThan(NOTICED_WITHIN_MS)
    expect(REGISTER_EVERY_MS.twilio + ACKNOWLEDGED_WITHIN_MS).toBeLessThan(NOTICED_WITHIN_MS)
  })

  it('bring a registration that an exchange lost without a sign back within the time that is promised', () => {
    expect(REGISTER_EVERY_MS.exchange + 500).toBeLessThanOrEqual(REGISTERED_WITHIN_MS)
    expect(ACKNOWLEDGED_WITHIN_MS + 500).toBeLessThanOrEqual(REGISTERED_WITHIN_MS)
  })

  it('leave time to connect between the last attempt that fails and the moment that is promised', () => {
    expect(MAX_RETRY_MS + 500).toBeLessThanOrEqual(REGISTERED_WITHIN_MS)
  })

  it('do not let main take a page for hung that reports as often as it must', () => {
    expect(REPORT_EVERY_MS * 3 + HANG_CHECK_INTERVAL_MS).toBeLessThan(HUNG_AFTER_MS)
    expect(HUNG_AFTER_MS).toBeLessThanOrEqual(HUNG_IN_CALL_AFTER_MS)
  })

  it('let the page repeat an invite before main counts the call as missed', () => {
    expect(INVITE_GRACE_MS).toBeLessThan(REINVITE_TIMEOUT_MS)
  })

  it('let main detect a lost registration before the window expects an evaluation', () => {
    expect(NOTICED_WITHIN_MS).toBeLessThanOrEqual(EVALUATED_WITHIN_MS)
  })
})
