import {
  MediaError,
  type Frame,
  type LegEvent,
  type LegState,
  type MediaLeg,
  type MediaLegFactory,
  type MediaLegOptions,
} from '../../../exchange/media/types.ts'

export interface FakeLeg extends MediaLeg {
  readonly frames: readonly Frame[]
  readonly digits: string
  readonly blackholed: boolean
  readonly options: MediaLegOptions
  emit(event: LegEvent): void
}

/** Legs without a network: they are connected as soon as both sides have described themselves. */
export function createFakeMedia(): { readonly factory: MediaLegFactory; readonly legs: readonly FakeLeg[] } {
  const legs: FakeLeg[] = []
  const factory: MediaLegFactory = (options = {}) => {
    const leg = createFakeLeg(legs.length, options)
    legs.push(leg)
    return leg
  }
  return { factory, legs }
}

/** A session description as far as the exchange reads it. */
export function fakeSdp(ufrag: string, fingerprint = 'AA:BB'): string {
  return `v=0\r\na=ice-ufrag:${ufrag}\r\na=fingerprint:sha-256 ${fingerprint}\r\n`
}

function createFakeLeg(number: number, options: MediaLegOptions): FakeLeg {
  const listeners = new Set<(event: LegEvent) => void>()
  const frames: Frame[] = []
  let state: LegState = 'new'
  let remoteUfrag = ''
  let digits = ''
  let blackholed = false

  function become(next: LegState): void {
    if (state === next || state === 'closed') return
    state = next
    for (const listener of listeners) listener({ type: 'state', state })
  }

  async function describe(sdp: string): Promise<string> {
    const ufrag = /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1]
    if (ufrag === undefined) throw new MediaError('The description names no ICE ufrag.')
    // As long as real media takes, as far as order is concerned: others may speak meanwhile.
    await new Promise((resolve) => setImmediate(resolve))
    if (state === 'closed') throw new MediaError('The leg is closed.')
    remoteUfrag = ufrag
    queueMicrotask(() => become('connected'))
    return fakeSdp(`leg${number}`, 'EX:CH')
  }

  return {
    options,
    get state() {
      return state
    },
    get remoteUfrag() {
      return remoteUfrag
    },
    get frames() {
      return frames
    },
    get digits() {
      return digits
    },
    get blackholed() {
      return blackholed
    },
    answer: describe,
    restart: describe,
    offer: async () => fakeSdp(`leg${number}`, 'EX:CH'),
    accept: async (sdp) => void (await describe(sdp)),
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send: (frame) => void (state === 'connected' && frames.push(frame.slice())),
    sendDigit(digit) {
      digits += digit
    },
    async close() {
      become('closed')
    },
    blackhole(on) {
      blackholed = on
    },
    emit(event) {
      if (event.type === 'state') return become(event.state)
      for (const listener of listeners) listener(event)
    },
  }
}
