import { createVoiceEmitter } from '../media/voice.ts'
import type { FrameSink } from '../media/types.ts'
import { delay } from '../lib/clock.ts'
import { detach, onAbort } from '../lib/guarded.ts'
import type { FarEnd } from '../media/sounds/far-end.ts'
import type { Behaviour } from '../model/script.ts'
import type { HangupCause } from '../model/hangup-causes.ts'
import type { CalledEvents, CalledLeg, CallerLeg, ScriptedLeg } from '../model/leg-types.ts'
import { createLeg, type LegDeps } from './leg.ts'

export interface ScriptedEndpointOptions {
  readonly sid: string
  /** Set when a `<Dial>` created the leg. An endpoint without a parent is the caller. */
  readonly parentSid: string | undefined
  /** Set for an endpoint that is called and has no parent. */
  readonly direction?: 'outbound-api'
  readonly from: string
  readonly to: string
  readonly behaviour: Behaviour
}

/** How long an endpoint rings before it answers or declines, in milliseconds. */
const ANSWER_DELAY_MS = 250

/** A leg that follows a script: the far end of a `<Number>`, or a caller from outside. */
export function createScriptedEndpoint(
  options: ScriptedEndpointOptions,
  deps: LegDeps,
): CalledLeg & CallerLeg & ScriptedLeg {
  const { sid, from, to, behaviour } = options
  const { clock, audio, log } = deps
  const emitter = createVoiceEmitter()
  const speak: FrameSink = (frame, opus) => emitter.emit({ type: 'frame', frame, opus })
  let receivedDigits = ''
  let farEnd: FarEnd | undefined
  const leg = createLeg(
    {
      sid,
      ...(options.parentSid === undefined ? {} : { parentSid: options.parentSid }),
      kind: 'party',
      direction: options.direction ?? (options.parentSid === undefined ? 'inbound' : 'outbound-dial'),
      from,
      to,
      voice: {
        on: (listener) => emitter.on(listener),
        send(frame, opus) {
          farEnd?.receive(frame, opus)
        },
        sendDigit(digit) {
          receivedDigits = (receivedDigits + digit).slice(-1000)
        },
      },
    },
    deps,
  )

  function open(): void {
    if (!leg.markAnswered()) return
    const playing = audio.farEnd(behaviour.sound, speak)
    farEnd = playing
    onAbort(leg.ended, log, () => playing.stop())
    const hangUpAfter = behaviour.hangsUpAfterSeconds
    if (hangUpAfter !== undefined) {
      const stop = clock.setTimeout(() => leg.end('completed'), hangUpAfter * 1000)
      onAbort(leg.ended, log, stop)
    }
  }

  async function respond(events: CalledEvents): Promise<void> {
    if (behaviour.answer === 'busy' || behaviour.answer === 'not-found') {
      leg.end(behaviour.answer)
      return
    }
    leg.markRinging()
    events.ringing()
    if (behaviour.answer === 'no-answer') return
    await delay(
      clock,
      typeof behaviour.answer === 'string' ? ANSWER_DELAY_MS : behaviour.answer.afterSeconds * 1000,
      leg.ended,
    )
    if (behaviour.answer === 'rejected') leg.end('rejected')
    else if (!leg.ended.aborted && events.claim()) {
      open()
      events.answered()
    }
  }

  return Object.assign(leg, {
    receivedDigits: () => receivedDigits,
    call(events: CalledEvents) {
      detach(respond(events), log, 'scripted endpoint')
    },
    release: (cause: HangupCause) => void leg.end(cause),
    async ringing() {
      leg.markRinging()
    },
    async answer() {
      leg.markRinging()
      open()
    },
    hangUp: (cause: HangupCause) => void leg.end(cause),
    sendDigits(digits: string) {
      for (const digit of digits) emitter.emit({ type: 'digit', digit, by: 'audio' })
    },
    hangUpLocally: () => void leg.end(leg.answeredAt === undefined ? 'canceled' : 'completed'),
  })
}
