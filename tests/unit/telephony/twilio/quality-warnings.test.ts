import { expect, test } from 'vitest'
import { logQualityWarnings } from '../../../../src/renderer/telephony/twilio/sdk/quality-warnings.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { FakeCall } from './fake-sdk.ts'

test("the SDK's quality warnings are logged with the CallSid when they start and when they end", () => {
  const call = new FakeCall({ CallSid: 'CA1' })
  const log = createMemoryLog()
  logQualityWarnings(call, log)
  call.emit('warning', 'high-rtt', { threshold: 400 })
  call.emit('warning-cleared', 'high-rtt')
  call.emit('warning', undefined)
  expect(log.lines).toEqual([
    'Call sid=CA1 quality-warning=high-rtt',
    'Call sid=CA1 quality-warning-cleared=high-rtt',
    'Call sid=CA1 quality-warning=unknown',
  ])
})
