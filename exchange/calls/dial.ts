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

/** The cause that is reported when several legs fail: the first of these that occurred. */
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
 * Rings all legs at the same time and connects the caller with the first that accepts:
 *
 *   ringing ──> claimed by one ──> bridged ──> over (either hangs up, time limit, star)
 *      ├──> every leg ended, or time-out ──> over
 *      └──> caller hung up ──> every leg canceled
 *
 * Without `answerOnBridge` the caller is answered meanwhile and hears ringing. Resolves when the next verb can run.
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
    const cause = winner
      ? 'completed'
      : caller.ended.aborted || star.pressed.aborted
        ? 'canceled'
        : dialHangupCause(legs)
    return { hangupCause: cause, child: winner ?? legs.at(-1), bridged: false, seconds: 0 }
  }

  await caller.answer()
  if (!caller.ended.aborted) events.emit({ type: 'bridged', callSid: caller.sid, childSid: winner.sid })
  const unbridge = bridge(caller.voice, winner.voice)
  await new Promise<void>((resolve) => {
    const stop = clock.setTimeout(resolve, options.timeLimitMs)
    for (const signal of [caller.ended, winner.ended, star.pressed]) {
      if (signal.aborted) resolve()
      onAbort(signal, log, resolve)
    }
    onAbort(winner.ended, log, stop)
  })
  unbridge()
  star.stop()
  winner.release('completed')
  return { hangupCause: 'completed', child: winner, bridged: true, seconds: durationOf(winner, clock.now()) }
}

/** Rings the legs until one has answered, and ends the others. Resolves with undefined when none answered. */
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
    const reportProgress = guarded(
      log,
      'progress',
      (...report: Parameters<NonNullable<DialOptions['onProgress']>>) => options.onProgress?.(...report),
    )
    const allEnded = (): boolean => legs.every((leg) => leg.ended.aborted)
    const stopTimer = clock.setTimeout(() => {
      timedOut = true
      // A party that is accepting now still gets the call.
      if (claimed === undefined) finish(undefined, 'no-answer')
    }, options.timeoutMs)
    onAbort(caller.ended, log, () => finish(undefined, 'canceled'))
    onAbort(star, log, () => finish(undefined, 'canceled'))
    if (caller.ended.aborted) return finish(undefined, 'canceled')

    for (const leg of legs) {
      onAbort(leg.ended, log, () => {
        reportProgress(leg, 'completed')
        if (claimed === leg) claimed = undefined
        if (allEnded() || (timedOut && claimed === undefined)) finish(undefined, 'no-answer')
      })
    }
    for (const leg of legs) {
      reportProgress(leg, 'initiated')
      leg.call({
        ringing() {
          reportProgress(leg, 'ringing')
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
          reportProgress(leg, 'answered')
          finish(leg, 'canceled')
        },
      })
    }
    if (legs.length === 0 || allEnded()) finish(undefined, 'no-answer')
  })
}

/** Resolves when a party answers; never resolves if none does. */
async function answered(answer: Promise<CalledLeg | undefined>): Promise<void> {
  if ((await answer) === undefined) await new Promise<never>(() => undefined)
}

function dialHangupCause(legs: readonly CalledLeg[]): HangupCause {
  const causes = new Set(legs.map((leg) => leg.hangupCause))
  if (
    legs.length > 1 &&
    legs.every(({ hangupCause }) => hangupCause === 'busy' || hangupCause === 'rejected')
  )
    return 'all-rejected'
  return CAUSE_PRIORITY.find((cause) => causes.has(cause)) ?? 'failed'
}

function watchStarKey(caller: CallerLeg, wanted: boolean): { pressed: AbortSignal; stop: () => void } {
  const pressed = new AbortController()
  if (!wanted) return { pressed: pressed.signal, stop: () => undefined }
  const stop = caller.voice.on((event) => {
    if (event.type === 'digit' && event.digit === '*') pressed.abort()
  })
  return { pressed: pressed.signal, stop }
}
