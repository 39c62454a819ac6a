import type { Player } from './player.ts'
import { concat, silence, tone } from './sources.ts'
import { say } from './say.ts'
import type { AudioSource, FrameSink, MediaLeg } from '../types.ts'

/** The audio of a scripted far end. */
export type FarEndScript =
  | { kind: 'echo' }
  | { kind: 'tone'; hz: number; dBFS?: number }
  | { kind: 'sentence'; text: string }
  | { kind: 'silence' }

/** The far end of a call, without a network: it receives and sends frames. */
export interface FarEnd {
  /** Takes a frame from the caller. */
  receive: FrameSink
  /** `finished` after a sentence, when the call continues in silence; otherwise `stopped`. */
  playback: Promise<'finished' | 'stopped'>
  stop(): void
}

/** Starts a far end that sends its audio to `send`. An echo is sent within the call of `receive`. */
export function createFarEnd(script: FarEndScript, send: FrameSink, player: Player): FarEnd {
  let settle: (how: 'finished' | 'stopped') => void = () => undefined
  const finished = new Promise<'finished' | 'stopped'>((resolve) => {
    settle = resolve
  })
  const sound = soundOf(script, () => settle('finished'))
  const playback = sound && player.play(sound, send)
  let open = true
  return {
    receive(frame, opus) {
      if (open && script.kind === 'echo') send(frame, opus)
    },
    playback: finished,
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
