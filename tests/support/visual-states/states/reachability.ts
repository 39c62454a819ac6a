import type { ReachabilityIssue, Reachability } from '../../../../src/shared/ipc/contract.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import { TEAM } from '../fake-app-api.ts'
import type { VisualStates } from './visual-state.ts'

const MINUTE = 60_000

function reachability(status: Reachability['status'], issue: ReachabilityIssue, minutes: number) {
  return (testbed: GalleryTestbed): void => {
    testbed.api.useConnection(TEAM)
    registered(testbed)
    testbed.clock.advanceSync(60 * MINUTE)
    testbed.api.update({
      reachability: { status: status, issue: issue, since: testbed.clock.now() - minutes * MINUTE },
    })
  }
}

/** Whether calls would really arrive, by the evidence. That all is well is the state `ready`. */
export const reachabilityStates: VisualStates = {
  'reachability-pending': {
    before(testbed) {
      testbed.api.useConnection(TEAM)
      testbed.api.update({
        reachability: { status: 'unreachable', issue: 'not-registered', since: testbed.clock.now() },
      })
      registered(testbed)
    },
  },
  'reachability-line-silent': { before: reachability('unreachable', 'signalling-silent', 3) },
  'reachability-no-network': { before: reachability('unreachable', 'no-network', 12) },
  'reachability-service-unreachable': { before: reachability('unreachable', 'service-unreachable', 0) },
  'reachability-token-expiring': { before: reachability('degraded', 'token-expiring', 4) },
  'reachability-microphone-denied': { before: reachability('degraded', 'microphone-denied', 59) },
  'reachability-microphone-missing': { before: reachability('degraded', 'microphone-missing', 1) },
  'reachability-no-notifications': { before: reachability('degraded', 'no-notifications', 25) },
  'reachability-no-buttons': { before: reachability('degraded', 'notifications-without-buttons', 25) },
}
