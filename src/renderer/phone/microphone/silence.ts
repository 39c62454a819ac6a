/** A track that carries silence, and how to free it. */
export interface SilentTrack {
  readonly track: MediaStreamTrack
  close(): void
}

/**
 * Makes a track that keeps sending silence, for a call without a microphone: with no packets at all the other side could
 * not tell the call from a broken one.
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
