/** A silent track, and a function that releases it. */
export interface SilentTrack {
  readonly track: MediaStreamTrack
  close(): void
}

/**
 * Makes a track that keeps sending silence, for a call without a microphone: without packets the other side could not distinguish
 * the call from a broken one.
 */
export function createSilentTrack(): SilentTrack {
  const context = new AudioContext()
  const destination = context.createMediaStreamDestination()
  const [track] = destination.stream.getAudioTracks()
  if (!track) throw new Error('The audio graph has no output track.')
  return {
    track,
    close() {
      track.stop()
      void context.close()
    },
  }
}
