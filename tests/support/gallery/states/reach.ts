import type { Obstacle, Reach } from '../../../../src/shared/contract.ts'
import { ready, type Stand } from '../testbed.ts'
import { TEAM } from '../fake-app-api.ts'
import type { GalleryStates } from './state.ts'

const MINUTE = 60_000

function judged(verdict: Reach['verdict'], obstacle: Obstacle, minutes: number) {
  return (stand: Stand): void => {
    stand.host.use(TEAM)
    ready(stand)
    stand.clock.advance(60 * MINUTE)
    stand.host.put({ reach: { verdict, obstacle, since: stand.clock.now() - minutes * MINUTE } })
  }
}

/** Whether calls would really arrive, by the evidence. That all is well is the state `ready`. */
export const reachStates: GalleryStates = {
  'reach-awaited': {
    before(stand) {
      stand.host.use(TEAM)
      stand.host.put({ reach: { verdict: 'no', obstacle: 'not-registered', since: stand.clock.now() } })
      ready(stand)
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
