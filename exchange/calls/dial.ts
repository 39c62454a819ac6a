import { bridge } from '../media/voice.ts'
import type { Audio } from '../media/audio.ts'
import { delay, type Clock } from '../lib/clock.ts'
import type { EventLog } from '../model/events.ts'
import { detach, guarded, onAbort } from '../lib/guarded.ts'
import type { Log } from '../lib/log.ts'
import type { DialOptions, DialResult } from '../model/dial.ts'
import type { HangupCause } from '../model/hangup-causes.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import { durationOf } from '../model/leg.ts'

export interface DialDeps {
  readonly clock: Clock
  readonly events: EventLog
  readonly audio: Audio
  readonly log: Log
}

/** When several legs fail, the caller hears of the one that tells most. */
const CAUSE_PRIORITY: readonly HangupCause[] = [
  'no-answer',
  'busy',
  'rejected',
  'all-rejected',
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
  deps: DialDeps,
): Promise<DialResult> {
  const { clock, events, audio, log } = deps
  const star = watchStarKey(caller, options.hangupOnStar)
  const answer = firstToAnswer(caller, legs, options, deps, star.pressed, () => {
    if (caller.answeredAt === undefined) detach(caller.ringing(), log, 'ringing')
  })
  const network = options.answerOnBridge ? undefined : delay(clock, options.failAfterMs, caller.ended)
  if (!options.answerOnBridge) {
    await Promise.race([answered(answer), delay(clock, options.answerAfterMs, caller.ended)])
    await caller.answer()
  }
  const ringing = audio.play(audio.ringback(), (frame) => caller.voice.send(frame))
  const winner = await answer
  if (winner === undefined) await network
  ringing.stop()
  if (winner === undefined || winner.ended.aborted) {
    star.stop()
    const ending = winner
      ? 'completed'
      : caller.ended.aborted || star.pressed.aborted
        ? 'canceled'
        : dialHangupCause(legs)
    return { hangupCause: ending, child: winner ?? legs.at(-1), bridged: false, seconds: 0 }
  }

  await caller.answer()
  if (!caller.ended.aborted) events.emit({ type: 'bridged', callSid: caller.sid, childSid: winner.sid })
  const apart = bridge(caller.voice, winner.voice)
  await new Promise<void>((resolve) => {
    const stop = clock.setTimeout(resolve, options.timeLimitMs)
    for (const signal of [caller.ended, winner.ended, star.pressed]) {
      if (signal.aborted) resolve()
      onAbort(signal, log, resolve)
    }
    onAbort(winner.ended, log, stop)
  })
  apart()
  star.stop()
  winner.release('completed')
  return { hangupCause: 'completed', child: winner, bridged: true, seconds: durationOf(winner, clock.now()) }
}

/** Rings the legs until one has answered; the others are over by then. Undefined: nobody did. */
export function firstToAnswer(
  caller: Pick<CallerLeg, 'ended'>,
  legs: readonly CalledLeg[],
  options: Pick<DialOptions, 'timeoutMs' | 'onProgress'>,
  { clock, log }: Pick<DialDeps, 'clock' | 'log'>,
  star: AbortSignal,
  onRinging: () => void,
): Promise<CalledLeg | undefined> {
  return new Promise((resolve) => {
    let claimed: CalledLeg | undefined
    let timedOut = false
    let over = false

    const finish = (winner: CalledLeg | undefined, others: HangupCause): void => {
      if (over) return
      over = true
      stopTimer()
      for (const leg of legs) if (leg !== winner) leg.release(others)
      resolve(winner)
    }
    // A failed status callback must not stop the call.
    const tell = guarded(log, 'progress', (...report: Parameters<NonNullable<DialOptions['onProgress']>>) =>
      options.onProgress?.(...report),
    )
    const nobodyLeft = (): boolean => legs.every((leg) => leg.ended.aborted)
    const stopTimer = clock.setTimeout(() => {
      timedOut = true
      // Somebody is accepting this very moment: their answer counts.
      if (claimed === undefined) finish(undefined, 'no-answer')
    }, options.timeoutMs)
    onAbort(caller.ended, log, () => finish(undefined, 'canceled'))
    onAbort(star, log, () => finish(undefined, 'canceled'))
    if (caller.ended.aborted) return finish(undefined, 'canceled')

    for (const leg of legs) {
      onAbort(leg.ended, log, () => {
        tell(leg, 'completed')
        if (claimed === leg) claimed = undefined
        if (nobodyLeft() || (timedOut && claimed === undefined)) finish(undefined, 'no-answer')
      })
    }
    for (const leg of legs) {
      tell(leg, 'initiated')
      leg.call({
        ringing() {
          tell(leg, 'ringing')
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
          tell(leg, 'answered')
          finish(leg, 'canceled')
        },
      })
    }
    if (legs.length === 0 || nobodyLeft()) finish(undefined, 'no-answer')
  })
}

/** Resolves when a party answers; never resolves if none does. */
async function answered(answer: Promise<CalledLeg | undefined>): Promise<void> {
  if ((await answer) === undefined) await new Promise<never>(() => undefined)
}

function dialHangupCause(legs: readonly CalledLeg[]): HangupCause {
  const endings = new Set(legs.map((leg) => leg.hangupCause))
  if (legs.length > 1 && legs.every(({ hangupCause: ending }) => ending === 'busy' || ending === 'rejected'))
    return 'all-rejected'
  return CAUSE_PRIORITY.find((ending) => endings.has(ending)) ?? 'failed'
}

function watchStarKey(caller: CallerLeg, wanted: boolean): { pressed: AbortSignal; stop: () => void } {
  const pressed = new AbortController()
  if (!wanted) return { pressed: pressed.signal, stop: () => undefined }
  const stop = caller.voice.on((event) => {
    if (event.type === 'digit' && event.digit === '*') pressed.abort()
  })
  return { pressed: pressed.signal, stop }
}
