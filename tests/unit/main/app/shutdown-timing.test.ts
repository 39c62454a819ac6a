import { expect, test } from 'vitest'
import {
  DISPOSE_TIMEOUT_MS,
  HANG_UP_TIMEOUT_MS,
  SYSTEM_LIMIT_MS,
} from '../../../../src/main/app/shutdown-timing.ts'

test('hanging up and shutting down end before the system kills the program', () => {
  expect(HANG_UP_TIMEOUT_MS + DISPOSE_TIMEOUT_MS).toBeLessThanOrEqual(SYSTEM_LIMIT_MS)
})
