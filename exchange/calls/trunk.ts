import { createVoiceEmitter, type Voice } from '../media/voice.ts'
import { onAbort } from '../lib/guarded.ts'
import type { HangupCause } from '../model/hangup-causes.ts'
import { newSid } from '../model/sids.ts'
import type { CalledEvents, CalledLeg, CallerLeg } from '../model/leg-types.ts'
import { createLeg, type LegDeps } from './leg.ts'

export interface TrunkOptions {
  /** The call that dials; undefined for a call of the REST API. */
  readonly parentSid: string | undefined
  readonly from: string
  readonly to: string
}

/** A call from the exchange to one of its own numbers: an outgoing and an incoming leg with connected audio. */
export interface Trunk {
  /** The leg that the `<Dial>` created. */
  readonly out: CalledLeg
  /** The call that arrives at the number; the number's application controls it. */
  readonly in: CallerLeg
}

/** `onArrival` is called once, when the outgoing leg is called. */
export function createTrunk(
  { parentSid, from, to }: TrunkOptions,
  deps: LegDeps,
  onArrival: (arriving: CallerLeg) => void,
): Trunk {
  const [near, far] = voicePair()
  const about = { kind: 'party', from, to } as const
  const made =
    parentSid === undefined
      ? ({ direction: 'outbound-api' } as const)
      : ({ direction: 'outbound-dial', parentSid } as const)
  const out = createLeg({ ...about, ...made, sid: newSid('CA'), voice: near }, deps)
  const arriving = createLeg({ ...about, sid: newSid('CA'), direction: 'inbound', voice: far }, deps)
  let events: CalledEvents | undefined

  onAbort(out.ended, deps.log, () => {
    arriving.end(arriving.answeredAt === undefined ? 'canceled' : 'completed')
  })
  onAbort(arriving.ended, deps.log, () => {
    out.end(arriving.hangupCause ?? 'completed')
  })

  const caller: CallerLeg = Object.assign(arriving, {
    async ringing() {
      if (arriving.markRinging() && out.markRinging()) events?.ringing()
    },
    async answer() {
      if (arriving.answeredAt !== undefined || arriving.ended.aborted) return
      arriving.markRinging()
      if (events?.claim() !== true) return void arriving.end('canceled')
      arriving.markAnswered()
      out.markAnswered()
      events.answered()
    },
    hangUp: (cause: HangupCause) => void arriving.end(cause),
  })
  return {
    out: Object.assign(out, {
      call(heard: CalledEvents) {
        events = heard
        onArrival(caller)
      },
      release: (cause: HangupCause) => void out.end(cause),
    }),
    in: caller,
  }
}

/** Two connected voices: audio that is sent to one is emitted by the other. */
function voicePair(): readonly [Voice, Voice] {
  const one = createVoiceEmitter()
  const two = createVoiceEmitter()
  const end = (here: typeof one, there: typeof one): Voice => ({
    on: (listener) => here.on(listener),
    send: (frame, opus) => there.emit({ type: 'frame', frame, opus }),
    sendDigit: (digit) => there.emit({ type: 'digit', digit, by: 'audio' }),
  })
  return [end(one, two), end(two, one)]
}
