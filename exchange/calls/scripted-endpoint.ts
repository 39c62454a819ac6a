import { createVoiceEvents } from '../media/voice.ts'
import type { FrameSink } from '../media/types.ts'
import { pause } from '../lib/clock.ts'
import { detach, onAbort } from '../lib/guarded.ts'
import type { FarEnd } from '../media/sounds/far-end.ts'
import type { Manner } from '../model/script.ts'
import type { Ending } from '../model/hangup-causes.ts'
import type { CalledEvents, CalledLeg, CallerLeg, PartyEnd } from '../model/leg-types.ts'
import { createLeg, type LegEdges } from './leg.ts'

export interface PartyOptions {
  readonly sid: string
  /** Set when a `<Dial>` made the leg; a party without a parent is the caller. */
  readonly parentSid: string | undefined
  /** Set for a party that is called though it has no parent. */
  readonly direction?: 'outbound-api'
  readonly from: string
  readonly to: string
  readonly manner: Manner
}

/** How long a party rings before it picks up, or says no. */
const PICKS_UP_AFTER_MS = 250

/** The far end of a `<Number>`, or somebody who dials in: a leg with a script in place of a person. */
export function createParty(options: PartyOptions, edges: LegEdges): CalledLeg & CallerLeg & PartyEnd {
  const { sid, from, to, manner } = options
  const { clock, audio, log } = edges
  const said = createVoiceEvents()
  const speak: FrameSink = (frame, opus) => said.emit({ type: 'frame', frame, opus })
  let digitsHeard = ''
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
        on: (listener) => said.on(listener),
        send(frame, opus) {
          farEnd?.hear(frame, opus)
        },
        sendDigit(digit) {
          digitsHeard = (digitsHeard + digit).slice(-1000)
        },
      },
    },
    edges,
  )

  function open(): void {
    if (!leg.open()) return
    const playing = audio.farEnd(manner.sound, speak)
    farEnd = playing
    onAbort(leg.gone, log, () => playing.stop())
    const patience = manner.hangsUpAfterSeconds
    if (patience !== undefined) {
      const stop = clock.after(patience * 1000, () => leg.end('completed'))
      onAbort(leg.gone, log, stop)
    }
  }

  async function respond(events: CalledEvents): Promise<void> {
    if (manner.answer === 'busy' || manner.answer === 'not-found') {
      leg.end(manner.answer)
      return
    }
    leg.ring()
    events.ringing()
    if (manner.answer === 'no-answer') return
    await pause(
      clock,
      typeof manner.answer === 'string' ? PICKS_UP_AFTER_MS : manner.answer.afterSeconds * 1000,
      leg.gone,
    )
    if (manner.answer === 'rejected') leg.end('rejected')
    else if (!leg.gone.aborted && events.claim()) {
      open()
      events.answered()
    }
  }

  return Object.assign(leg, {
    digitsHeard: () => digitsHeard,
    call(events: CalledEvents) {
      detach(respond(events), log, 'scripted party')
    },
    release: (ending: Ending) => void leg.end(ending),
    async ringing() {
      leg.ring()
    },
    async answer() {
      leg.ring()
      open()
    },
    hangUp: (ending: Ending) => void leg.end(ending),
    press(digits: string) {
      for (const digit of digits) said.emit({ type: 'digit', digit, by: 'audio' })
    },
    hangUpHere: () => void leg.end(leg.answeredAt === undefined ? 'canceled' : 'completed'),
  })
}
