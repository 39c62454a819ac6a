/** The codec that the client and the exchange use. */
export interface AgreedCodec {
  name: 'PCMU' | 'opus'
  payloadType: number
  /** Ticks of the RTP clock per second. */
  clockRate: 8000 | 48_000
  /** The client's limit, 6000..510000 bit/s (RFC 7587, 7.1); Opus only. */
  maxAverageBitrate: number | undefined
}

const PCMU: AgreedCodec = { name: 'PCMU', payloadType: 0, clockRate: 8000, maxAverageBitrate: undefined }
const [MIN_BITRATE, MAX_BITRATE] = [6000, 510_000]

/** A client's codec descriptions by payload type; the first line of each kind counts. */
export type Formats = ReadonlyMap<number, { readonly rtpmap?: string; readonly fmtp?: string }>

/** Reads every line of an audio section once. */
export function readFormats(audio: Iterable<string>): Formats {
  const formats = new Map<number, { rtpmap?: string; fmtp?: string }>()
  for (const line of audio) {
    const [, kind, digits, value = ''] = /^a=(rtpmap|fmtp):(\d{1,3}) (.*)$/.exec(line) ?? []
    if (kind !== 'rtpmap' && kind !== 'fmtp') continue
    const format = formats.get(Number(digits)) ?? {}
    format[kind] ??= kind === 'rtpmap' ? value.toLowerCase() : value
    formats.set(Number(digits), format)
  }
  return formats
}

/**
 * The first codec in the client's order of preference that the exchange supports, as at Twilio. `current` is the codec before a restart;
 * it stays if the client still lists it. Undefined when there is none.
 */
export function negotiateCodec(
  formats: Formats,
  payloadTypes: readonly number[],
  current?: AgreedCodec['name'],
): AgreedCodec | undefined {
  const known = payloadTypes.flatMap((type) => (type === 0 ? PCMU : (opusAt(formats, type) ?? [])))
  return known.find(({ name }) => name === current) ?? known[0]
}

function opusAt(formats: Formats, payloadType: number): AgreedCodec | undefined {
  const format = formats.get(payloadType)
  if (!isDynamic(payloadType) || format?.rtpmap !== 'opus/48000/2') return undefined
  const bitrate = Number(/(?:^|[ ;])maxaveragebitrate=(\d{1,7})(?=;|$)/.exec(format.fmtp ?? '')?.[1] ?? NaN)
  const isUsable = bitrate >= MIN_BITRATE && bitrate <= MAX_BITRATE
  return {
    name: 'opus',
    payloadType,
    clockRate: 48_000,
    maxAverageBitrate: isUsable ? bitrate : undefined,
  }
}

/** The payload type of telephone-event at the codec's clock rate. Browsers send no digits at another rate. */
export function telephoneEventOf(
  formats: Formats,
  payloadTypes: readonly number[],
  { clockRate }: AgreedCodec,
): number | undefined {
  const wanted = `telephone-event/${clockRate}`
  return payloadTypes.find((type) => {
    const rtpmap = formats.get(type)?.rtpmap
    return isDynamic(type) && (rtpmap === wanted || rtpmap === `${wanted}/1`)
  })
}

/** The SDP lines of a codec and its telephone-event. */
export function codecLines(codec: AgreedCodec, event: number | undefined): string[] {
  const { payloadType, clockRate, maxAverageBitrate } = codec
  const events = event === undefined ? [] : [`a=rtpmap:${event} telephone-event/${clockRate}`]
  if (codec.name === 'PCMU') return [`a=rtpmap:${payloadType} PCMU/8000`, ...events]
  const limit = maxAverageBitrate === undefined ? '' : `;maxaveragebitrate=${maxAverageBitrate}`
  const format = `a=fmtp:${payloadType} ${OPUS_FORMAT}${limit}`
  return [`a=rtpmap:${payloadType} opus/48000/2`, format, ...events]
}

/** As in browsers: packets of at least 10 ms, with in-band forward error correction. */
export const OPUS_FORMAT = 'minptime=10;useinbandfec=1'

const isDynamic = (payloadType: number): boolean => payloadType >= 96 && payloadType <= 127
