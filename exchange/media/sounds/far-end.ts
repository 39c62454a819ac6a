import type { Player } from './player.ts'
import { concat, silence, tone } from './sources.ts'
import { say } from './say.ts'
import type { AudioSource, FrameSink, MediaLeg } from '../types.ts'

/** What a scripted far end does with the line once it has answered. */
export type FarEndScript =
  | { kind: 'echo' }
  | { kind: 'tone'; hz: number; dBFS?: number }
  | { kind: 'sentence'; text: string }
  | { kind: 'silence' }

/** A scripted person at the far end; it lives on frames and knows no network. */
export interface FarEnd {
  /** A frame of what the caller says. */
  receive: FrameSink
  /** `finished` once a sentence has been said to its end (the line stays open); else `stopped` at the end. */
  playback: Promise<'finished' | 'stopped'>
  stop(): void
}

/** Starts a far end that speaks into `speak`. An echo comes back within the call that brought the frame. */
export function createFarEnd(script: FarEndScript, speak: FrameSink, player: Player): FarEnd {
  let settle: (how: 'finished' | 'stopped') => void = () => undefined
  const said = new Promise<'finished' | 'stopped'>((resolve) => {
    settle = resolve
  })
  const sound = soundOf(script, () => settle('finished'))
  const playback = sound && player.play(sound, speak)
  let open = true
  return {
    receive(frame, opus) {
      if (open && script.kind === 'echo') speak(frame, opus)
    },
    playback: said,
    stop() {
      open = false
      playback?.stop()
      settle('stopped')
    },
  }
}

/** Puts a far end on a leg, for as long as it is not stopped. */
export function attachFarEnd(leg: MediaLeg, script: FarEndScript, player: Player): FarEnd {
  const farEnd = createFarEnd(script, (frame, opus) => leg.send(frame, opus), player)
  const off = leg.on((event) => {
    if (event.type === 'frame') farEnd.receive(event.frame, event.opus)
  })
  return {
    receive: (frame, opus) => farEnd.receive(frame, opus),
    playback: farEnd.playback,
    stop() {
      off()
      farEnd.stop()
    },
  }
}

function soundOf(script: FarEndScript, onSaid: () => void): AudioSource | undefined {
  if (script.kind === 'echo') return undefined
  if (script.kind === 'silence') return silence()
  if (script.kind === 'tone') return tone(script.hz, undefined, script.dBFS)
  return concat(say(script.text), onReached(onSaid), silence())
}

const onReached = (run: () => void): AudioSource => ({
  next() {
    run()
    return undefined
  },
})
