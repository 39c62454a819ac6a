import type { Clock } from '../../lib/clock.ts'
import { FRAME_MS, type AudioSource, type FrameSink } from '../types.ts'

export interface Playback {
  /** Never rejects: a source or sink that throws counts as stopped, and is reported to `onWarning`. */
  finished: Promise<'finished' | 'stopped'>
  /** No frame is played after it. Idempotent. */
  stop(): void
}

export interface Player {
  /** Plays from the next tick on, one frame every 20 ms. */
  play(source: AudioSource, sink: FrameSink): Playback
  /** Stops everything. */
  close(): void
}

/** Frames. After a longer pause, such as sleep, playback continues without catching up. */
const MAX_CATCH_UP_FRAMES = 10

/**
 * Paces all generated audio: one 20 ms tick for all sources, only while a source plays. Ticks are scheduled at absolute times and late
 * ticks are caught up, so the pace does not drift.
 */
export function createPlayer(clock: Clock, onWarning: (words: string) => void = () => undefined): Player {
  interface Playing {
    source: AudioSource
    sink: FrameSink
    end: (how: 'finished' | 'stopped') => void
  }
  const playing = new Set<Playing>()
  let due = 0
  let cancel: (() => void) | undefined

  function tick(): void {
    const now = clock.now()
    if (now - due > MAX_CATCH_UP_FRAMES * FRAME_MS) due = now
    for (; due <= now; due += FRAME_MS) for (const one of playing) advance(one)
    cancel = playing.size > 0 ? clock.setTimeout(tick, Math.max(0, due - clock.now())) : undefined
  }

  function advance(one: Playing): void {
    try {
      const frame = one.source.next()
      if (frame) one.sink(frame)
      else one.end('finished')
    } catch (error) {
      onWarning(`A sound had to be stopped: ${error instanceof Error ? error.message : 'unknown error'}`)
      one.end('stopped')
    }
  }

  return {
    play(source, sink) {
      let end: Playing['end'] = () => undefined
      const finished = new Promise<'finished' | 'stopped'>((resolve) => {
        end = resolve
      })
      const one: Playing = {
        source,
        sink,
        end: (how) => {
          playing.delete(one)
          end(how)
        },
      }
      playing.add(one)
      if (!cancel) {
        due = clock.now()
        cancel = clock.setTimeout(tick, 0)
      }
      return { finished, stop: () => one.end('stopped') }
    },
    close() {
      for (const one of playing) one.end('stopped')
      cancel?.()
      cancel = undefined
    },
  }
}
