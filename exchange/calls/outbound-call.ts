import type { HangupCause } from '../model/hangup-causes.ts'
import { firstToAnswer } from './dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import type { CallFlow } from './twiml-client.ts'
import type { Redirects } from './redirects.ts'
import { runCallFlow, type CallFlowDeps } from './call-flow.ts'

/** Calls a target without a caller. When it answers, its TwiML runs. Resolves when the call has ended. */
export async function runOutboundCall(
  leg: CalledLeg,
  flow: CallFlow,
  redirects: Redirects,
  timeoutMs: number,
  deps: CallFlowDeps,
): Promise<void> {
  const never = new AbortController().signal
  const answered = await firstToAnswer({ ended: never }, [leg], { timeoutMs }, deps, never, () => undefined)
  if (answered && !leg.ended.aborted) await runCallFlow(asCaller(leg), flow, redirects, deps)
}

/** The leg of a called party that has answered, for running TwiML on it. */
function asCaller(leg: CalledLeg): CallerLeg {
  return Object.assign(leg, {
    async ringing() {},
    async answer() {},
    hangUp: (cause: HangupCause) => leg.release(cause),
  })
}
