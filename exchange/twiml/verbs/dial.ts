import type { DialResult } from '../../model/dial.ts'
import { callStatusOf } from '../../model/hangup-causes.ts'
import type { Parameters } from '../../webhooks/webhooks.ts'
import { attributesOf } from '../attributes.ts'
import { nounsOf, progressReporter } from '../nouns.ts'
import { CONTINUE, type Verb } from '../verb-context.ts'

const SUPPORTED = [
  'action',
  'answerOnBridge',
  'callerId',
  'hangupOnStar',
  'method',
  'timeLimit',
  'timeout',
] as const

/** A number, a client or a SIP address. */
const CALLER_ID = /^(\+[1-9]\d{6,14}|client:\S+|sip:\S+)$/

const NO_RECORDING = 'the exchange does not record'
const NO_REFER = 'the exchange has no SIP REFER'
const IGNORED = {
  record: NO_RECORDING,
  recordingConfigurationId: NO_RECORDING,
  recordingStatusCallback: NO_RECORDING,
  recordingStatusCallbackEvent: NO_RECORDING,
  recordingStatusCallbackMethod: NO_RECORDING,
  recordingTrack: NO_RECORDING,
  trim: NO_RECORDING,
  referUrl: NO_REFER,
  referMethod: NO_REFER,
  ringTone: 'callers hear the North American ringback tone',
  sequential: 'all nouns ring at once',
}

/** Connects the caller with the first target that accepts. */
export const dialVerb: Verb = async (element, context) => {
  const { caller } = context
  // All addresses are parsed before anything rings, so that an invalid one is logged at once and no listener can fail on it.
  const attributes = attributesOf(element, context, SUPPORTED, IGNORED)
  const callerId = attributes.text('callerId')
  if (callerId !== undefined && !CALLER_ID.test(callerId))
    context.skipped(
      'Dial callerId',
      'it is used, but Twilio requires a number such as +12025550100, or client:IDENTITY',
    )
  const action = attributes.address('action')
  const method = attributes.method('method')
  const options = {
    timeoutMs: attributes.number('timeout', context.ringTimeout, 1, 600) * 1000,
    timeLimitMs: attributes.number('timeLimit', 14_400, 1, 86_400) * 1000,
    answerOnBridge: attributes.boolean('answerOnBridge'),
    answerAfterMs: context.answerAfterMs,
    failAfterMs: context.failAfterMs,
    hangupOnStar: attributes.boolean('hangupOnStar'),
  }
  const nouns = nounsOf(element, context)
  if (
    nouns.some(({ target }) => target.kind === 'number') &&
    caller.kind === 'client' &&
    !callerId?.startsWith('+')
  )
    context.log('warn', 'caller-id', {
      callSid: caller.sid,
      code: 13214,
      problem: 'Twilio needs a callerId here',
    })

  const legs = nouns.map(({ target }) => context.makeLeg(target, callerId))
  const reporterOf = new Map(legs.map((leg, at) => [leg, progressReporter(nouns[at]?.report, leg, context)]))
  const result = await context.dial(legs, {
    ...options,
    onProgress: (leg, progress) => reporterOf.get(leg)?.(progress),
  })

  const after = caller.answeredAt === undefined ? { unanswered: result.hangupCause } : {}
  if (action === undefined) return { ...CONTINUE, ...after }
  const parameters = dialParameters(result)
  if (!caller.ended.aborted) return { next: 'document', url: action, method, parameters, ...after }
  // The application is notified even when the caller has hung up. Its response is ignored then.
  context.notify(action, method, parameters)
  return CONTINUE
}

function dialParameters({ hangupCause: cause, child, bridged, seconds }: DialResult): Parameters {
  return {
    DialCallStatus: callStatusOf(cause),
    DialBridged: String(bridged),
    ...(child === undefined ? {} : { DialCallSid: child.sid }),
    ...(bridged ? { DialCallDuration: String(seconds) } : {}),
  }
}
