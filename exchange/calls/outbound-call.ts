import type { HangupCause } from '../model/hangup-causes.ts'
import { firstToAnswer } from './dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import type { CallFlow } from './twiml-client.ts'
import type { Redirects } from './redirects.ts'
import { runCallFlow, type CallFlowDeps } from './call-flow.ts'

/** Rings somebody for nobody else: whoever answers hears what `lead` says. Resolves when the call is over. */
export async function runOutboundCall(
  leg: CalledLeg,
  lead: CallFlow,
  redirects: Redirects,
  timeoutMs: number,
  deps: CallFlowDeps,
): Promise<void> {
  const nobody = new AbortController().signal
  const answered = await firstToAnswer({ ended: nobody }, [leg], { timeoutMs }, deps, nobody, () => undefined)
  if (answered && !leg.ended.aborted) await runCallFlow(asCaller(leg), lead, redirects, deps)
}

/** A called party that has answered takes a caller's place. */
function asCaller(leg: CalledLeg): CallerLeg {
  return Object.assign(leg, {
    async ringing() {},
    async answer() {},
    hangUp: (ending: HangupCause) => leg.release(ending),
  })
}
