import type { DialResult } from '../../calls/dial.ts'
import { statusOf } from '../../reasons.ts'
import type { Parameters } from '../../webhooks.ts'
import { booleanAttribute, methodAttribute, numberAttribute, wordsAttribute } from '../attributes.ts'
import { nounsOf, reportProgress } from '../nouns.ts'
import { ONWARD, type Verb } from '../stage.ts'

/** Connects the caller with the first of the named parties to accept. */
export const dialVerb: Verb = async (element, stage) => {
  const { caller } = stage
  const nouns = nounsOf(element, stage)
  const callerId = wordsAttribute(element, 'callerId')
  if (wordsAttribute(element, 'record') !== undefined)
    stage.skipped('Dial record', 'nothing is recorded here')
  if (
    nouns.some(({ target }) => target.kind === 'number') &&
    caller.kind === 'client' &&
    !callerId?.startsWith('+')
  )
    stage.log('warn', 'caller-id', {
      callSid: caller.sid,
      code: 13214,
      problem: 'Twilio needs a callerId here',
    })

  const legs = nouns.map(({ target }) => stage.makeLeg(target, callerId))
  const nounOf = new Map(legs.map((leg, at) => [leg, nouns[at]?.element]))
  const result = await stage.dial(legs, {
    timeoutMs: numberAttribute(element, 'timeout', stage.ringTimeout, 1, 600) * 1000,
    timeLimitMs: numberAttribute(element, 'timeLimit', 14_400, 1, 86_400) * 1000,
    answerOnBridge: booleanAttribute(element, 'answerOnBridge'),
    answerAfterMs: stage.answerAfterMs,
    hangupOnStar: booleanAttribute(element, 'hangupOnStar'),
    onProgress: (leg, progress) => reportProgress(nounOf.get(leg), leg, progress, stage),
  })

  const after = caller.answeredAt === undefined ? { unanswered: result.ending } : {}
  const action = wordsAttribute(element, 'action')
  if (action === undefined) return { ...ONWARD, ...after }
  const url = new URL(action, stage.base).href
  const method = methodAttribute(element)
  const parameters = dialParameters(result)
  if (!caller.gone.aborted) return { next: 'document', url, method, parameters, ...after }
  // The application is told even when the caller is gone; what it answers then has nobody to hear it.
  stage.notify(url, method, parameters)
  return ONWARD
}

function dialParameters({ ending, child, bridged, seconds }: DialResult): Parameters {
  return {
    DialCallStatus: statusOf(ending),
    DialBridged: String(bridged),
    ...(child === undefined ? {} : { DialCallSid: child.sid }),
    ...(bridged ? { DialCallDuration: String(seconds) } : {}),
  }
}
