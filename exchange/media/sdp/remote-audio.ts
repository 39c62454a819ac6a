import {
  negotiateCodec,
  codecLines,
  readFormats,
  telephoneEventOf,
  type AgreedCodec,
} from './codec-negotiation.ts'
import { MediaError } from '../types.ts'

/**
 * The values that are taken from a client's SDP. The WebRTC stack gets a description that is rebuilt from these checked values, never
 * the client's own text. This avoids errors of its parser. It also removes the candidates: as the ICE-lite side the exchange learns the
 * client's address from its checks, and a `.local` candidate would start multicast lookups.
 */
export interface RemoteAudio {
  ufrag: string
  password: string
  fingerprints: { algorithm: string; value: string }[]
  setup: 'active' | 'actpass'
  mid: string
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
  ssrcs: number[]
  codec: AgreedCodec
  /** The RTP payload type of telephone-event at the codec's clock rate; undefined when the client does not support it. */
  telephoneEvent: number | undefined
}

const MAX_SDP_LENGTH = 65_536
/** Chromium's offer with audio has 40 lines, and one more for each candidate. */
const MAX_LINES = 300
const MAX_LINE_LENGTH = 2048
/** Chromium offers 8 for audio. */
const MAX_PAYLOAD_TYPES = 40
const MAX_PAYLOAD_TYPE = 127
const MAX_FINGERPRINTS = 8
const MAX_SSRCS = 8
/** Bytes of each digest. */
const DIGEST_BYTES: Readonly<Record<string, number>> = {
  'sha-1': 20,
  'sha-224': 28,
  'sha-256': 32,
  'sha-384': 48,
  'sha-512': 64,
}

const unusable = (why: string): MediaError => new MediaError(`The SDP cannot be used: ${why}.`)

/**
 * Parses a client's offer or answer. `current` is the codec of the call so far.
 * @throws MediaError for an unusable description; no other error.
 */
export function parseRemoteAudio(sdp: string, current?: AgreedCodec['name']): RemoteAudio {
  if (sdp.length > MAX_SDP_LENGTH) throw unusable('it is longer than 64 KB')
  const lines = sdp.split(/\r\n|\r|\n/)
  if (lines[0]?.trim() !== 'v=0') throw unusable('it does not start with v=0')
  if (lines.length > MAX_LINES) throw unusable(`it has more than ${MAX_LINES} lines`)
  if (lines.some((line) => line.length > MAX_LINE_LENGTH))
    throw unusable(`it has a line of more than ${MAX_LINE_LENGTH} characters`)
  const { session, audio } = sections(lines)
  const format = /^m=audio (\d{1,5}) (\S+) ([\d ]+)$/.exec(audio[0] ?? '')
  if (!format) throw unusable('its audio line is malformed')
  if (format[1] === '0') throw unusable('it turns the audio down (port 0)')
  if (!/^(UDP|TCP)\/TLS\/RTP\/SAVPF?$/.test(format[2] ?? '')) throw unusable('its audio is not DTLS-SRTP')
  const payloadTypes = payloadTypesOf(format[3] ?? '')
  const formats = readFormats(audio)
  const codec = negotiateCodec(formats, payloadTypes, current)
  if (!codec) throw unusable('it has neither G.711 mu-law (PCMU, payload type 0) nor Opus')

  const all = (name: string): string[] => {
    const inAudio = valuesOf(audio, name)
    return inAudio.length > 0 ? inAudio : valuesOf(session, name)
  }
  const fingerprints = all('fingerprint')
    .slice(0, MAX_FINGERPRINTS)
    .flatMap((value) => fingerprintOf(value) ?? [])
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
    telephoneEvent: telephoneEventOf(formats, payloadTypes, codec),
  }
}

/** A minimal SDP with the values of `parseRemoteAudio`. An answer must have a definite DTLS role. */
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
 * Adapts the stack's SDP for clients. `a=ice-lite` must be at session level. With `passive` the client starts the DTLS handshake, which
 * saves the 100 ms that the stack would wait before it starts one.
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

function payloadTypesOf(list: string): number[] {
  const types = list.trim().split(/ +/).map(Number)
  if (types.length > MAX_PAYLOAD_TYPES) throw unusable(`it has more than ${MAX_PAYLOAD_TYPES} payload types`)
  if (types.some((type) => type > MAX_PAYLOAD_TYPE)) throw unusable('it has a payload type above 127')
  if (new Set(types).size < types.length) throw unusable('it has a payload type twice')
  return types
}

function fingerprintOf(value: string): RemoteAudio['fingerprints'][number] | undefined {
  const [, algorithm, digest] = /^(sha-\d{1,3}) ([0-9a-f:]{1,200})$/i.exec(value) ?? []
  if (algorithm === undefined || digest === undefined) return undefined
  const bytes = DIGEST_BYTES[algorithm.toLowerCase()]
  const isWhole =
    bytes !== undefined && digest.length === bytes * 3 - 1 && /^(?:[0-9a-f]{2}(?::|$))+$/i.test(digest)
  return isWhole ? { algorithm: algorithm.toLowerCase(), value: digest.toUpperCase() } : undefined
}

const valuesOf = (lines: string[], name: string): string[] =>
  lines.filter((line) => line.startsWith(`a=${name}:`)).map((line) => line.slice(name.length + 3).trim())

function checked(value: string | undefined, shape: RegExp, what: string): string {
  if (value === undefined) throw unusable(`it has no ${what}`)
  if (!shape.test(value)) throw unusable(`its ${what} is malformed`)
  return value
}

function setupOf(value: string | undefined): RemoteAudio['setup'] {
  if (value === 'active' || value === 'actpass') return value
  // As the DTLS client the stack does not verify the server's key (werift 0.24). The SDK is never the DTLS server.
  if (value === 'passive')
    throw unusable('it is a DTLS server (a=setup:passive), and the exchange never starts the handshake')
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
