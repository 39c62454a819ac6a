import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  negotiateCodec,
  readFormats,
  telephoneEventOf,
} from '../../../../../exchange/media/sdp/codec-negotiation.ts'
import {
  describeRemoteAudio,
  parseRemoteAudio,
  type RemoteAudio,
} from '../../../../../exchange/media/sdp/remote-audio.ts'
import { chromiumOffer } from '../../../../support/media/sdp.ts'

const FORMAT = 'a=fmtp:111 minptime=10;useinbandfec=1'
const FIREFOX: [string, string][] = [
  ['rtpmap:111', 'rtpmap:109'],
  ['rtpmap:126', 'rtpmap:101'],
]
/** Chromium's offer with another list of payload types and formats. */
const offer = (types: string, replace: readonly [string, string][] = []): string =>
  replace.reduce(
    (sdp, [from, to]) => sdp.replace(from, to),
    chromiumOffer().replace('111 63 9 0 8 13 110 126', types),
  )
const read = (...args: Parameters<typeof offer>): [string, number, number | undefined] => {
  const { codec, telephoneEvent } = parseRemoteAudio(offer(...args))
  return [codec.name, codec.payloadType, telephoneEvent]
}

describe('the codec of a call', () => {
  it.each<[string, Parameters<typeof offer>, ReturnType<typeof read>]>([
    ['Opus, when the client wants it most', ['111 0 110 126'], ['opus', 111, 110]],
    ['G.711, when the client wants it most', ['0 111 110 126'], ['PCMU', 0, 126]],
    ['the first that is known, behind others', ['63 9 8 13 111 0 110'], ['opus', 111, 110]],
    ['Opus under another number', ['109 0 101', FIREFOX], ['opus', 109, undefined]],
    ['no Opus under a static number', ['34 0', [['rtpmap:111', 'rtpmap:34']]], ['PCMU', 0, undefined]],
    [
      'no mono Opus, which no browser has',
      ['111 0', [['opus/48000/2', 'opus/48000']]],
      ['PCMU', 0, undefined],
    ],
    ['no digits that are not in the audio line', ['0 111'], ['PCMU', 0, undefined]],
    ["no digits at another codec's clock", ['111 0 126'], ['opus', 111, undefined]],
  ])('is %s', (_, sdp, expected) => {
    expect(read(...sdp)).toEqual(expected)
  })

  it("is the first supported one in the client's order", () => {
    const types = [111, 63, 9, 0, 8, 13, 110, 126]
    fc.assert(
      fc.property(fc.shuffledSubarray(types, { minLength: 1 }), (list) => {
        fc.pre(list.includes(0) || list.includes(111))
        const { codec, telephoneEvent } = parseRemoteAudio(offer(list.join(' ')))
        expect(codec.payloadType).toBe(list.find((type) => type === 0 || type === 111))
        const event = codec.name === 'opus' ? 110 : 126
        expect(telephoneEvent).toBe(list.includes(event) ? event : undefined)
      }),
    )
  })

  it('stays the same in a restart if the client still lists it', () => {
    expect(parseRemoteAudio(offer('111 0'), 'PCMU').codec.name).toBe('PCMU')
    expect(parseRemoteAudio(offer('0 111'), 'opus').codec.name).toBe('opus')
    expect(parseRemoteAudio(offer('0 8'), 'opus').codec.name).toBe('PCMU')
  })
})

describe('codec negotiation', () => {
  const line = fc.oneof(
    fc.tuple(
      fc.constantFrom('rtpmap', 'fmtp'),
      fc.nat(200),
      fc.constantFrom('opus/48000/2', 'x', 'PCMU/8000'),
    ),
    fc.tuple(fc.constantFrom('ssrc', 'candidate'), fc.nat(), fc.string()),
  )

  it('reads each line once and each payload type at most three times, for any number of them', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 400 }),
        fc.array(fc.nat(200), { maxLength: 400 }),
        (parts, payloadTypes) => {
          const seen = { lines: 0, types: 0 }
          const lines = function* (): Generator<string> {
            for (const [name, number, value] of parts) {
              seen.lines += 1
              yield `a=${name}:${number} ${value}`
            }
          }
          const formats = readFormats(lines())
          const counted = new Proxy(formats, {
            get(target, property) {
              if (property !== 'get')
                throw new Error(`The formats are only asked by type, not ${String(property)}.`)
              return (type: number) => {
                seen.types += 1
                return target.get(type)
              }
            },
          })
          const codec = negotiateCodec(counted, payloadTypes)
          if (codec) telephoneEventOf(counted, payloadTypes, codec)
          expect(seen.lines).toBe(parts.length)
          expect(seen.types).toBeLessThanOrEqual(3 * payloadTypes.length)
        },
      ),
      { seed: 8, numRuns: 200 },
    )
  })
})

describe('the maximum bitrate of a client', () => {
  it.each([
    [';maxaveragebitrate=16000', 16_000],
    [';maxaveragebitrate=6000;stereo=0', 6000],
    [';maxaveragebitrate=510000', 510_000],
    ['', undefined],
    [';maxaveragebitrate=5999', undefined],
    [';maxaveragebitrate=510001', undefined],
    [';maxaveragebitrate=lots', undefined],
    [';xmaxaveragebitrate=16000', undefined],
  ])('is read from "%s"', (words, expected) => {
    const sdp = offer('111 0 110', [[FORMAT, `${FORMAT}${words}`]])
    const remote = parseRemoteAudio(sdp)
    expect(remote.codec.maxAverageBitrate).toBe(expected)
    expect(rebuilt(remote)).toEqual(remote)
  })
})

it('the rebuilt description has only the codec of the call', () => {
  expect(describeRemoteAudio(parseRemoteAudio(offer('0 111 110 126')), 'offer')).not.toContain('opus')
  expect(describeRemoteAudio(parseRemoteAudio(offer('111 0 110 126')), 'offer')).not.toContain('PCMU')
})

function rebuilt(remote: RemoteAudio): RemoteAudio {
  return parseRemoteAudio(describeRemoteAudio(remote, 'offer'))
}
