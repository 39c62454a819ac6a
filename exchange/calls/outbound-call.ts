import type { Ending } from '../model/hangup-causes.ts'
import { firstToAnswer } from './dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import type { Lead } from './twiml-client.ts'
import type { Redirects } from './redirects.ts'
import { runCall, type RunEdges } from './call-flow.ts'

/** Rings somebody for nobody else: whoever answers hears what `lead` says. Resolves when the call is over. */
export async function callOut(
  leg: CalledLeg,
  lead: Lead,
  redirects: Redirects,
  timeoutMs: number,
  edges: RunEdges,
): Promise<void> {
  const nobody = new AbortController().signal
  const answered = await firstToAnswer({ gone: nobody }, [leg], { timeoutMs }, edges, nobody, () => undefined)
  if (answered && !leg.gone.aborted) await runCall(asCaller(leg), lead, redirects, edges)
}

/** A called party that has answered takes a caller's place. */
function asCaller(leg: CalledLeg): CallerLeg {
  return Object.assign(leg, {
    async ringing() {},
    async answer() {},
    hangUp: (ending: Ending) => leg.release(ending),
  })
}
