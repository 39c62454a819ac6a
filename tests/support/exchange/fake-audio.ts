import { createAudio, type Audio } from '../../../exchange/media/audio.ts'

/** Frames of 20 ms: longer than any sound of a test that ends. */
const ENDLESS = 3000

/** Real sounds without real time: a finite sound ends at once, an endless one plays until it is stopped. */
export function createFakeAudio(): Audio {
  const audio = createAudio(() => undefined)
  return {
    ...audio,
    play(source, sink) {
      let settle: (how: 'finished' | 'stopped') => void = () => undefined
      const finished = new Promise<'finished' | 'stopped'>((resolve) => {
        settle = resolve
      })
      let frames = 0
      for (let frame = source.next(); frame !== undefined && frames < ENDLESS; frame = source.next()) {
        if (frames < 5) sink(frame)
        frames += 1
      }
      if (frames < ENDLESS) setImmediate(() => settle('finished'))
      return { finished, stop: () => settle('stopped') }
    },
    farEnd: (script, speak) => ({
      receive: (frame) => script.kind === 'echo' && speak(frame),
      playback: Promise.resolve('finished'),
      stop: () => undefined,
    }),
  }
}
