import { detach } from '../../../../common/lib/detach.ts'
import type { PageLog } from '../../log.ts'
import type { Microphone } from './microphone-watch.ts'
import type { SilentTrack } from './silent-track.ts'

/**
 * The state of the calls' microphone. `waiting`: the system has not replied yet. `denied`: Offhook may not use the microphone.
 * `missing`: there is none. `busy`: it cannot be opened, for example because another program uses it exclusively. In all but
 * `working` the other side hears silence.
 */
export type CallMicrophoneState = 'working' | 'waiting' | 'denied' | 'missing' | 'busy'

/** The sender of a track in a peer connection. */
type Sender = Pick<RTCRtpSender, 'replaceTrack'>

/** The microphone of the calls of this page. */
export interface CallMicrophone {
  /** `working` while there is no call. */
  readonly state: CallMicrophoneState
  subscribe(onChange: () => void): () => void
  /** The SDK's `getUserMedia`. Never rejects: without a microphone the track is silent until there is one. */
  open(constraints: MediaStreamConstraints): Promise<MediaStream>
  /** A peer connection sends `track` through `sender`. Tracks that were not opened here are ignored. */
  attach(track: MediaStreamTrack, sender: Sender): void
  /** The peer connection of `sender` was closed: its microphone is released. */
  release(sender: Sender): void
}

interface CallMicrophoneDeps {
  readonly media: Pick<MediaDevices, 'getUserMedia'>
  readonly microphone: Pick<Microphone, 'state' | 'devices' | 'watch'>
  readonly createSilentTrack: () => SilentTrack
  readonly createStream: (track: MediaStreamTrack) => MediaStream
  /** Runs `work` after `ms` milliseconds unless the returned function is called first. */
  readonly after: (ms: number, work: () => void) => () => void
  readonly log: Pick<PageLog, 'info' | 'warn'>
}

/** A call does not wait longer than this for a microphone, in milliseconds: macOS may be asking the person. */
const OPEN_TIMEOUT_MS = 2_000
/** How often a call without a microphone tries to get one, in milliseconds. */
const RETRY_MS = 2_000

const REPLACE_FAILED = 'The microphone of a call could not be replaced'

interface Input {
  /** The track the SDK was given; its identity connects `open` with `attach`. */
  readonly given: MediaStreamTrack
  constraints: MediaStreamConstraints
  current: MediaStreamTrack
  /** Set while `current` is silence. */
  silence: SilentTrack | null
  sender: Sender | null
  state: CallMicrophoneState
  /** The input devices when `current` was opened. */
  devices: string
  acquiring: boolean
  cancelRetry: () => void
}

/** Gives each call a microphone, replaces one that is lost, and sends silence meanwhile. */
export function createCallMicrophone(deps: CallMicrophoneDeps): CallMicrophone {
  const { media, microphone, createSilentTrack, createStream, after, log } = deps
  const inputs = new Set<Input>()
  const listeners = new Set<() => void>()
  let state: CallMicrophoneState = 'working'

  function update(input: Input, next: CallMicrophoneState): void {
    if (input.state !== next) log.info(`The microphone of a call: ${next}.`)
    input.state = next
    settle()
  }

  function settle(): void {
    const states = [...inputs].map((input) => input.state)
    const next = states.find((each) => each !== 'working') ?? 'working'
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  /** Removes inputs whose call ended before it had a peer connection. */
  function prune(): void {
    for (const input of inputs) if (!input.sender && input.given.readyState === 'ended') drop(input)
  }

  function drop(input: Input): void {
    inputs.delete(input)
    input.cancelRetry()
    input.current.stop()
    input.silence?.close()
    settle()
  }

  async function send(input: Input, track: MediaStreamTrack, silence: SilentTrack | null): Promise<void> {
    const previous = { track: input.current, silence: input.silence }
    input.current = track
    input.silence = silence
    track.enabled = previous.track.enabled
    if (!silence) watchEnd(input, track)
    try {
      await input.sender?.replaceTrack(track)
    } catch (error) {
      log.warn(`${REPLACE_FAILED}:`, error)
    }
    // The call may have been muted or unmuted meanwhile, on the track that was sent until now.
    track.enabled = previous.track.enabled
    // The SDK keeps the track it was given and stops it with the call. A replacement is stopped at once.
    if (previous.track !== track) previous.track.stop()
    previous.silence?.close()
  }

  function watchEnd(input: Input, track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      if (input.current === track) start(input, 'missing')
    })
  }

  function start(input: Input, meanwhile: CallMicrophoneState): void {
    detach(replace(input, meanwhile), log, REPLACE_FAILED)
  }

  /** Opens a microphone for this input. Until then the current track is kept, or silence replaces it if it has ended. */
  async function replace(input: Input, meanwhile: CallMicrophoneState): Promise<void> {
    if (input.acquiring || !inputs.has(input)) return
    input.acquiring = true
    input.cancelRetry()
    const devices = microphone.devices
    if (meanwhile !== 'working') update(input, meanwhile)
    const lost = !input.silence && (input.current.readyState === 'ended' || meanwhile !== 'working')
    if (lost) await sendSilence(input)
    const opened = await openTrack(input.constraints)
    input.acquiring = false
    if (!inputs.has(input)) {
      opened.track?.stop()
      return
    }
    if (opened.track) {
      input.devices = devices
      await send(input, opened.track, null)
      update(input, 'working')
    } else {
      if (!input.silence && input.current.readyState === 'ended') await sendSilence(input)
      if (input.silence) update(input, opened.state)
    }
    schedule(input)
  }

  async function sendSilence(input: Input): Promise<void> {
    const silence = createSilentTrack()
    await send(input, silence.track, silence)
  }

  async function openTrack(
    constraints: MediaStreamConstraints,
  ): Promise<{ track: MediaStreamTrack; state: 'working' } | { track: null; state: CallMicrophoneState }> {
    // Chromium on Linux opens the last known device although it is gone: see `watch.ts`.
    if (microphone.state === 'missing') return { track: null, state: 'missing' }
    try {
      const [track] = (await media.getUserMedia(constraints)).getAudioTracks()
      return track ? { track, state: 'working' } : { track: null, state: 'missing' }
    } catch (error) {
      log.warn('The microphone cannot be opened:', error)
      return { track: null, state: stateOf(error) }
    }
  }

  function schedule(input: Input): void {
    input.cancelRetry()
    if (inputs.has(input) && input.state !== 'working')
      input.cancelRetry = after(RETRY_MS, () => start(input, input.state))
  }

  function recheck(): void {
    prune()
    for (const input of inputs) {
      if (microphone.state === 'missing') start(input, 'missing')
      else if (microphone.state === 'denied') start(input, 'denied')
      else if (input.silence) start(input, input.state)
      else if (input.devices !== microphone.devices) start(input, 'working')
    }
  }

  microphone.watch(recheck)

  return {
    get state() {
      return state
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
    async open({ audio }) {
      prune()
      const constraints = { audio: audio ?? true }
      const opening = openTrack(constraints)
      const opened = await Promise.race([opening, timeout(after, OPEN_TIMEOUT_MS)])
      const silence = opened?.track ? null : createSilentTrack()
      const track = opened?.track ?? silence?.track
      if (!track) throw new Error('There is neither a microphone nor a silent track.')
      const input: Input = {
        given: track,
        constraints,
        current: track,
        silence,
        sender: null,
        state: 'working',
        devices: microphone.devices,
        acquiring: opened === null,
        cancelRetry: () => undefined,
      }
      inputs.add(input)
      update(input, opened === null ? 'waiting' : opened.state)
      if (!silence) watchEnd(input, track)
      if (opened === null) detach(late(input, opening), log, 'The microphone of a call could not be used')
      else schedule(input)
      return createStream(track)
    },
    attach(track, sender) {
      for (const input of inputs) {
        if (input.given !== track) continue
        input.sender = sender
        // Rejects if the peer connection was closed meanwhile.
        if (input.current !== track) detach(sender.replaceTrack(input.current), log, REPLACE_FAILED)
      }
    },
    release(sender) {
      for (const input of inputs) if (input.sender === sender) drop(input)
    },
  }

  /** The system replied after the call had begun. */
  async function late(input: Input, opening: ReturnType<typeof openTrack>): Promise<void> {
    const opened = await opening
    input.acquiring = false
    if (!inputs.has(input)) {
      opened.track?.stop()
      return
    }
    if (opened.track) await send(input, opened.track, null)
    update(input, opened.state)
    schedule(input)
  }
}

function timeout(after: CallMicrophoneDeps['after'], ms: number): Promise<null> {
  return new Promise((resolve) => {
    after(ms, () => resolve(null))
  })
}

function stateOf(error: unknown): CallMicrophoneState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}
