import { agreeOnCodec, codecLines, telephoneEventOf, type AgreedCodec } from './sdp-codecs.ts'
import { MediaError } from './types.ts'

/**
 * Everything we take from a client's SDP. The WebRTC stack is given a description rebuilt from these few checked
 * facts and never the client's own text: no parser surprises, and no candidates (as the ICE-lite side we learn
 * the client's address from its checks; a `.local` candidate would start multicast lookups).
 */
export interface RemoteAudio {
  ufrag: string
  password: string
  fingerprints: { algorithm: string; value: string }[]
  setup: 'active' | 'passive' | 'actpass'
  mid: string
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
  ssrcs: number[]
  codec: AgreedCodec
  /** RTP payload type of telephone-event at the codec's clock rate, when the client has it. */
  telephoneEvent: number | undefined
}

const MAX_SDP_LENGTH = 65_536
const MAX_SSRCS = 8

const unusable = (why: string): MediaError => new MediaError(`The SDP cannot be used: ${why}.`)

/**
 * Reads a client's offer or answer. Throws MediaError, and nothing else, for anything it cannot use. `kept` is the codec
 * of the call so far.
 */
export function parseRemoteAudio(sdp: string, kept?: AgreedCodec['name']): RemoteAudio {
  if (sdp.length > MAX_SDP_LENGTH) throw unusable('it is longer than 64 KB')
  const lines = sdp.split(/\r\n|\r|\n/)
  if (lines[0]?.trim() !== 'v=0') throw unusable('it does not start with v=0')
  const { session, audio } = sections(lines)
  const format = /^m=audio (\d{1,5}) (\S+) ([\d ]+)$/.exec(audio[0] ?? '')
  if (!format) throw unusable('its audio line is malformed')
  if (format[1] === '0') throw unusable('it turns the audio down (port 0)')
  if (!/^(UDP|TCP)\/TLS\/RTP\/SAVPF?$/.test(format[2] ?? '')) throw unusable('its audio is not DTLS-SRTP')
  const payloadTypes = (format[3] ?? '').trim().split(/ +/).map(Number)
  const codec = agreeOnCodec(audio, payloadTypes, kept)
  if (!codec) throw unusable('it has neither G.711 mu-law (PCMU, payload type 0) nor Opus')

  const all = (name: string): string[] => {
    const inAudio = valuesOf(audio, name)
    return inAudio.length > 0 ? inAudio : valuesOf(session, name)
  }
  const fingerprints = all('fingerprint').flatMap((value) => {
    const parts = /^(sha-(?:1|224|256|384|512)) ((?:[0-9a-f]{2}:)+[0-9a-f]{2})$/i.exec(value)
    return parts?.[1] && parts[2]
      ? [{ algorithm: parts[1].toLowerCase(), value: parts[2].toUpperCase() }]
      : []
  })
  if (fingerprints.length === 0) throw unusable('it has no certificate fingerprint')
  return {
    ufrag: checked(all('ice-ufrag')[0], /^[A-Za-z0-9+/]{4,256}$/, 'ICE user fragment'),
    password: checked(all('ice-pwd')[0], /^[A-Za-z0-9+/]{22,256}$/, 'ICE password'),
    fingerprints,
    setup: setupOf(all('setup')[0]),
    mid: checked(valuesOf(audio, 'mid')[0] ?? '0', /^[\w.+-]{1,32}$/, 'media id'),
    direction: directionOf(audio) ?? directionOf(session) ?? 'sendrecv',
    ssrcs: ssrcsOf(audio),
    codec,
    telephoneEvent: telephoneEventOf(audio, payloadTypes, codec),
  }
}

/** The user fragment of a client's SDP, or '' when there is none: to tell a resumed session from an ICE restart. */
export const ufragOf = (sdp: string): string =>
  /^a=ice-ufrag:(\S+)\s*$/m.exec(sdp.slice(0, MAX_SDP_LENGTH))?.[1] ?? ''

/** A minimal SDP with what `parseRemoteAudio` found. An answer must have chosen its DTLS role. */
export function describeRemoteAudio(remote: RemoteAudio, type: 'offer' | 'answer'): string {
  const { codec, telephoneEvent: event } = remote
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${remote.mid}`,
    `m=audio 9 UDP/TLS/RTP/SAVPF ${codec.payloadType}${event === undefined ? '' : ` ${event}`}`,
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${remote.ufrag}`,
    `a=ice-pwd:${remote.password}`,
    ...remote.fingerprints.map(({ algorithm, value }) => `a=fingerprint:${algorithm} ${value}`),
    `a=setup:${type === 'answer' && remote.setup === 'actpass' ? 'active' : remote.setup}`,
    `a=mid:${remote.mid}`,
    `a=${remote.direction}`,
    'a=rtcp-mux',
    ...codecLines(codec, event),
    ...remote.ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:client`),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/**
 * Our own SDP as clients want it: `a=ice-lite` belongs at session level, and whenever we may choose we wait for the
 * client's DTLS hello (`passive`), which saves the stack's 100 ms pause before it says hello itself.
 */
export function finishLocalSdp(sdp: string, dtls: 'as it is' | 'passive'): string {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '' && line !== 'a=ice-lite')
  const media = lines.findIndex((line) => line.startsWith('m='))
  lines.splice(media === -1 ? lines.length : media, 0, 'a=ice-lite')
  const waits = dtls === 'passive'
  return `${lines.map((line) => (waits && line === 'a=setup:active' ? 'a=setup:passive' : line)).join('\r\n')}\r\n`
}

function sections(lines: string[]): { session: string[]; audio: string[] } {
  const session: string[] = []
  const media: string[][] = []
  for (const line of lines) {
    if (line.startsWith('m=')) media.push([line.trimEnd()])
    else (media.at(-1) ?? session).push(line.trimEnd())
  }
  const [audio, ...others] = media
  if (!audio?.[0]?.startsWith('m=audio ')) throw unusable('its first media section is not audio')
  if (others.length > 0) throw unusable('it has more than one media section')
  return { session, audio }
}

const valuesOf = (lines: string[], name: string): string[] =>
  lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3).trim())

function checked(value: string | undefined, shape: RegExp, what: string): string {
  if (value === undefined) throw unusable(`it has no ${what}`)
  if (!shape.test(value)) throw unusable(`its ${what} is malformed`)
  return value
}

function setupOf(value: string | undefined): RemoteAudio['setup'] {
  if (value === 'active' || value === 'passive' || value === 'actpass') return value
  throw unusable('it does not say who starts DTLS (a=setup)')
}

function directionOf(lines: string[]): RemoteAudio['direction'] | undefined {
  for (const line of lines) {
    const value = line.slice(2)
    if (!line.startsWith('a=')) continue
    if (value === 'sendrecv' || value === 'sendonly' || value === 'recvonly' || value === 'inactive')
      return value
  }
  return undefined
}

function ssrcsOf(audio: string[]): number[] {
  const found = new Set<number>()
  for (const value of valuesOf(audio, 'ssrc')) {
    const ssrc = /^\d{1,10}(?= |$)/.exec(value)?.[0]
    if (ssrc !== undefined && Number(ssrc) <= 0xffff_ffff && found.size < MAX_SSRCS) found.add(Number(ssrc))
  }
  return [...found]
}
