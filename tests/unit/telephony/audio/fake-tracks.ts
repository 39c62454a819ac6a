/** Fakes of the tracks and streams of the browser that the microphone of a call uses. */
export class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly label: string
  readonly kind = 'audio'
  readonly id = 'track'
  contentHint = ''
  enabled = true
  readonly muted = false
  onended = null
  onmute = null
  onunmute = null
  readyState: MediaStreamTrackState = 'live'

  constructor(label: string) {
    super()
    this.label = label
  }

  stop(): void {
    this.readyState = 'ended'
  }

  /** Simulates that the device was unplugged. */
  unplug(): void {
    if (this.readyState === 'ended') return
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }

  async applyConstraints(): Promise<void> {}

  clone(): FakeTrack {
    return new FakeTrack(this.label)
  }

  getCapabilities(): MediaTrackCapabilities {
    return {}
  }

  getConstraints(): MediaTrackConstraints {
    return {}
  }

  getSettings(): MediaTrackSettings {
    return {}
  }
}

export class FakeStream extends EventTarget implements MediaStream {
  readonly active = true
  readonly id = 'stream'
  onaddtrack = null
  onremovetrack = null
  readonly #track: MediaStreamTrack

  constructor(track: MediaStreamTrack) {
    super()
    this.#track = track
  }

  addTrack(): void {}

  clone(): FakeStream {
    return new FakeStream(this.#track)
  }

  getAudioTracks(): MediaStreamTrack[] {
    return [this.#track]
  }

  getTrackById(): MediaStreamTrack | null {
    return null
  }

  getTracks(): MediaStreamTrack[] {
    return [this.#track]
  }

  getVideoTracks(): MediaStreamTrack[] {
    return []
  }

  removeTrack(): void {}
}
