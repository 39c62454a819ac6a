import { describe, expect, test } from 'vitest'
import { createMicrophoneAccess } from '../../../../src/main/desktop/microphone-access.ts'
import type { HealthReport } from '../../../../src/shared/ipc/contract.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

type Status = 'not-determined' | 'granted' | 'denied' | 'restricted' | 'unknown'
const REPORT: HealthReport = { lastMessageAt: 1, acknowledgedAt: 1, online: true, microphone: 'usable' }

function access(platform: NodeJS.Platform, status: Status, answer: boolean | Error = true) {
  let asked = 0
  const log = createMemoryLog()
  const microphone = createMicrophoneAccess({
    platform,
    systemPreferences: {
      getMediaAccessStatus: () => status,
      askForMediaAccess() {
        asked += 1
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
    },
    log,
  })
  return { microphone, log, asked: () => asked }
}

describe('the microphone switch of the operating system', () => {
  test.each<[NodeJS.Platform, Status, HealthReport['microphone']]>([
    ['darwin', 'denied', 'denied'],
    ['darwin', 'restricted', 'denied'],
    ['darwin', 'granted', 'usable'],
    ['darwin', 'not-determined', 'usable'],
    ['win32', 'denied', 'denied'],
    ['win32', 'granted', 'usable'],
    ['win32', 'unknown', 'usable'],
    ['linux', 'denied', 'usable'],
  ])('on %s, %s makes the health report say %s', (platform, status, expected) => {
    expect(access(platform, status).microphone.correct(REPORT).microphone).toBe(expected)
  })

  test('counts before a missing device, since plugging one in would not help', () => {
    const { microphone } = access('darwin', 'denied')
    expect(microphone.correct({ ...REPORT, microphone: 'missing' }).microphone).toBe('denied')
  })

  test.each<[NodeJS.Platform, Status, number]>([
    ['darwin', 'not-determined', 1],
    ['darwin', 'denied', 0],
    ['darwin', 'granted', 0],
    ['win32', 'not-determined', 0],
    ['linux', 'not-determined', 0],
  ])('on %s with %s asks the person %i times before the first call', async (platform, status, times) => {
    const { microphone, asked } = access(platform, status)
    await microphone.requestEarly()
    expect(asked()).toBe(times)
  })

  test('that cannot ask is logged, and nothing else happens', async () => {
    const { microphone, log } = access('darwin', 'not-determined', new Error('no prompt'))
    await microphone.requestEarly()
    expect(log.lines).toHaveLength(1)
  })
})
