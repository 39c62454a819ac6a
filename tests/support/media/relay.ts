import type { MediaLeg } from '../../../exchange/media/types.ts'

/**
 * Two people talk: audio and digits of each leg go out on the other, at once and without a jitter buffer (the
 * clients have one each). The answer stops it; the legs stay open.
 */
export function relay(one: MediaLeg, two: MediaLeg): () => void {
  const stops = [pass(one, two), pass(two, one)]
  return () => {
    for (const stop of stops) stop()
  }
}

function pass(from: MediaLeg, to: MediaLeg): () => void {
  return from.on((event) => {
    if (event.type === 'frame') to.send(event.frame, event.opus)
    else if (event.type === 'digit') to.sendDigit(event.digit)
  })
}
