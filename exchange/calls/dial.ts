import { bridge, type Audio } from '../audio.ts'
import { pause, type Clock } from '../clock.ts'
import type { EventLog } from '../events.ts'
import type { Ending } from '../reasons.ts'
import type { CalledLeg, CallerLeg } from './ends.ts'
import { durationOf } from './leg.ts'

export interface DialOptions {
  readonly timeoutMs: number
  readonly timeLimitMs: number
  readonly answerOnBridge: boolean
  /** Without `answerOnBridge`: the caller is connected after this, or when somebody answers. */
  readonly answerAfterMs: number
  readonly hangupOnStar: boolean
  /** Called with a leg each time it changes; for status callbacks. */
  readonly onProgress?: (leg: CalledLeg, progress: 'initiated' | 'ringing' | 'answered' | 'completed') => void
}

export interface DialResult {
  /** `completed` when somebody answered, whoever hung up; otherwise why nobody did. */
  readonly ending: Ending
  /** The leg that answered, or the last one that was tried. */
  readonly child: CalledLeg | undefined
  readonly bridged: boolean
  /** Seconds that the answered leg was open. */
  readonly seconds: number
}

/** When several legs fail, the caller hears of the one that tells most. */
const MOST_TELLING: readonly Ending[] = [
  'no-answer',
  'busy',
  'rejected',
  'unavailable',
  'failed',
  'not-found',
]

/**
 * Rings all legs at once and connects the caller with the first that accepts:
 *
 *   ringing ──> claimed by one ──> bridged ──> over (either hangs up, time limit, star)
 *      ├──> nobody left, or time out ──> over
 *      └──> caller gone ──> every leg cancelled
 *
 * Without `answerOnBridge` the caller is answered meanwhile and hears ringing. Resolves when the caller may go on.
 */
export async function dial(
  caller: CallerLeg,
  legs: readonly CalledLeg[],
  options: DialOptions,
  { clock, events, audio }: { readonly clock: Clock; readonly events: EventLog; readonly audio: Audio },
): Promise<DialResult> {
  const star = starPressed(caller, options.hangupOnStar)
  const answer = firstToAnswer(caller, legs, options, clock, star.pressed, () => {
    if (caller.answeredAt === undefined) void caller.ringing()
  })
  if (!options.answerOnBridge) {
    await Promise.race([answer, pause(clock, options.answerAfterMs, caller.gone)])
    await caller.answer()
  }
  const ringing = audio.play(audio.ringback(), (frame) => caller.voice.send(frame))
  const winner = await answer
  ringing.stop()
  if (winner === undefined || winner.gone.aborted) {
    star.stop()
    const ending = winner
      ? 'completed'
      : caller.gone.aborted || star.pressed.aborted
        ? 'canceled'
        : whyNobody(legs)
    return { ending, child: winner ?? legs.at(-1), bridged: false, seconds: 0 }
  }

  await caller.answer()
  if (!caller.gone.aborted) events.emit({ type: 'bridged', callSid: caller.sid, childSid: winner.sid })
  const apart = bridge(caller.voice, winner.voice)
  await new Promise<void>((resolve) => {
    const stop = clock.after(options.timeLimitMs, resolve)
    for (const signal of [caller.gone, winner.gone, star.pressed]) {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
    }
    winner.gone.addEventListener('abort', stop, { once: true })
  })
  apart()
  star.stop()
  winner.release('completed')
  return { ending: 'completed', child: winner, bridged: true, seconds: durationOf(winner, clock.now()) }
}

/** Rings the legs until one has answered; the others are over by then. Undefined: nobody did. */
export function firstToAnswer(
  caller: Pick<CallerLeg, 'gone'>,
  legs: readonly CalledLeg[],
  options: Pick<DialOptions, 'timeoutMs' | 'onProgress'>,
  clock: Clock,
  star: AbortSignal,
  onRinging: () => void,
): Promise<CalledLeg | undefined> {
  return new Promise((resolve) => {
    let claimed: CalledLeg | undefined
    let timedOut = false
    let over = false

    const finish = (winner: CalledLeg | undefined, others: Ending): void => {
      if (over) return
      over = true
      stopTimer()
      for (const leg of legs) if (leg !== winner) leg.release(others)
      resolve(winner)
    }
    const nobodyLeft = (): boolean => legs.every((leg) => leg.gone.aborted)
    const stopTimer = clock.after(options.timeoutMs, () => {
      timedOut = true
      // Somebody is accepting this very moment: their answer counts.
      if (claimed === undefined) finish(undefined, 'no-answer')
    })
    caller.gone.addEventListener('abort', () => finish(undefined, 'canceled'), { once: true })
    star.addEventListener('abort', () => finish(undefined, 'canceled'), { once: true })
    if (caller.gone.aborted) return finish(undefined, 'canceled')

    for (const leg of legs) {
      leg.gone.addEventListener(
        'abort',
        () => {
          options.onProgress?.(leg, 'completed')
          if (claimed === leg) claimed = undefined
          if (nobodyLeft() || (timedOut && claimed === undefined)) finish(undefined, 'no-answer')
        },
        { once: true },
      )
    }
    for (const leg of legs) {
      options.onProgress?.(leg, 'initiated')
      leg.call({
        ringing() {
          options.onProgress?.(leg, 'ringing')
          onRinging()
        },
        claim() {
          if (over || claimed !== undefined) return false
          claimed = leg
          return true
        },
        unclaim() {
          claimed = undefined
          if (timedOut) finish(undefined, 'no-answer')
        },
        answered() {
          options.onProgress?.(leg, 'answered')
          finish(leg, 'canceled')
        },
      })
    }
    if (legs.length === 0 || nobodyLeft()) finish(undefined, 'no-answer')
  })
}

function whyNobody(legs: readonly CalledLeg[]): Ending {
  const endings = new Set(legs.map((leg) => leg.ending))
  return MOST_TELLING.find((ending) => endings.has(ending)) ?? 'failed'
}

function starPressed(caller: CallerLeg, wanted: boolean): { pressed: AbortSignal; stop: () => void } {
  const pressed = new AbortController()
  if (!wanted) return { pressed: pressed.signal, stop: () => undefined }
  const stop = caller.voice.on((event) => {
    if (event.type === 'digit' && event.digit === '*') pressed.abort()
  })
  return { pressed: pressed.signal, stop }
}
