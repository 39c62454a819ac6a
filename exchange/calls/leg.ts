import type { Audio } from '../media/audio.ts'
import type { Voice } from '../media/voice.ts'
import type { Clock } from '../lib/clock.ts'
import type { EventLog } from '../model/events.ts'
import type { Log } from '../lib/log.ts'
import { callStatusOf, type CallStatus, type HangupCause, type SignalError } from '../model/hangup-causes.ts'
import type { Leg } from '../model/leg.ts'

/** A leg, and the functions that change its state. */
export interface LegState extends Leg {
  /** False when the leg has already reached or passed this state. The same for the next two. */
  markRinging(): boolean
  markAnswered(): boolean
  end(cause: HangupCause, error?: SignalError): boolean
}

export interface LegOptions {
  readonly sid: string
  readonly parentSid?: string
  readonly kind: Leg['kind']
  readonly direction: Leg['direction']
  readonly from: string
  readonly to: string
  readonly voice: Voice
}

export interface LegDeps {
  readonly clock: Clock
  readonly events: EventLog
  readonly audio: Audio
  readonly log: Log
}

export function createLeg(options: LegOptions, { clock, events, audio }: LegDeps): LegState {
  const { sid: callSid, voice, parentSid } = options
  const gone = new AbortController()
  const inboundMeter = audio.meter()
  const outboundMeter = audio.meter()
  const startedAt = clock.now()
  let status: CallStatus = 'initiated'
  let cause: HangupCause | undefined
  let answeredAt: number | undefined
  let endedAt: number | undefined
  let digits = ''

  const stopListening = voice.on((event) => {
    if (event.type === 'frame') return inboundMeter.push(event.frame)
    // Bounds the memory for digits.
    digits = (digits + event.digit).slice(-1000)
    events.emit({ type: 'digit', callSid, digit: event.digit, by: event.by })
  })
  events.emit({
    type: 'call-started',
    callSid,
    ...(parentSid === undefined ? {} : { parentSid }),
    direction: options.direction,
    from: options.from,
    to: options.to,
  })

  return {
    sid: callSid,
    parentSid,
    kind: options.kind,
    direction: options.direction,
    from: options.from,
    to: options.to,
    startedAt,
    inboundMeter: inboundMeter,
    outboundMeter: outboundMeter,
    ended: gone.signal,
    voice: {
      on: (listener) => voice.on(listener),
      sendDigit: (digit) => voice.sendDigit(digit),
      send(frame, opus) {
        outboundMeter.push(frame)
        voice.send(frame, opus)
      },
    },
    get status() {
      return status
    },
    get hangupCause() {
      return cause
    },
    get answeredAt() {
      return answeredAt
    },
    get endedAt() {
      return endedAt
    },
    get digits() {
      return digits
    },
    markRinging() {
      if (status !== 'initiated') return false
      status = 'ringing'
      events.emit({ type: 'ringing', callSid })
      return true
    },
    markAnswered() {
      if (status !== 'initiated' && status !== 'ringing') return false
      status = 'in-progress'
      answeredAt = clock.now()
      events.emit({ type: 'answered', callSid })
      return true
    },
    end(reason, error) {
      if (cause !== undefined) return false
      cause = reason
      status = callStatusOf(reason)
      endedAt = clock.now()
      stopListening()
      events.emit({ type: 'ended', callSid, reason, ...(error === undefined ? {} : { code: error.code }) })
      gone.abort()
      return true
    },
  }
}
