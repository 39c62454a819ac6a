import type { Obstacle, Reach } from '../../../../src/shared/ipc/contract.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import { TEAM } from '../fake-app-api.ts'
import type { GalleryStates } from './visual-state.ts'

const MINUTE = 60_000

function judged(verdict: Reach['verdict'], obstacle: Obstacle, minutes: number) {
  return (testbed: GalleryTestbed): void => {
    testbed.host.use(TEAM)
    ready(testbed)
    testbed.clock.advance(60 * MINUTE)
    testbed.host.put({ reach: { verdict, obstacle, since: testbed.clock.now() - minutes * MINUTE } })
  }
}

/** Whether calls would really arrive, by the evidence. That all is well is the state `ready`. */
export const reachStates: GalleryStates = {
  'reach-awaited': {
    before(testbed) {
      testbed.host.use(TEAM)
      testbed.host.put({ reach: { verdict: 'no', obstacle: 'not-registered', since: testbed.clock.now() } })
      ready(testbed)
    },
  },
  'reach-silent': { before: judged('no', 'line-silent', 3) },
  'reach-no-network': { before: judged('no', 'no-network', 12) },
  'reach-unreachable': { before: judged('no', 'service-unreachable', 0) },
  'reach-token': { before: judged('partly', 'token-running-out', 4) },
  'reach-microphone-denied': { before: judged('partly', 'microphone-denied', 59) },
  'reach-microphone-missing': { before: judged('partly', 'microphone-missing', 1) },
  'reach-no-notifications': { before: judged('partly', 'no-notifications', 25) },
  'reach-no-buttons': { before: judged('partly', 'notifications-without-buttons', 25) },
}
