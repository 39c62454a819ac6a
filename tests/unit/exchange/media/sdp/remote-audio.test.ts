import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  describeRemoteAudio,
  finishLocalSdp,
  parseRemoteAudio,
} from '../../../../../exchange/media/sdp/remote-audio.ts'
import { MediaError } from '../../../../../exchange/media/types.ts'
import { chromiumOffer } from '../../../../support/media/sdp.ts'

describe("a client's SDP", () => {
  it('of Chromium is parsed', () => {
    expect(parseRemoteAudio(chromiumOffer())).toEqual({
      ufrag: 'aB+/',
      password: 'abcdefghijklmnopqrstuvwx',
      fingerprints: [{ algorithm: 'sha-256', value: `${'0A:'.repeat(31)}0B` }],
      setup: 'actpass',
      mid: '0',
      direction: 'sendrecv',
      ssrcs: [227_139_464],
      codec: { name: 'opus', payloadType: 111, clockRate: 48_000, maxAverageBitrate: undefined },
      telephoneEvent: 110,
    })
  })

  it('can have its transport attributes at session level and LF line ends', () => {
    const lines = chromiumOffer().split('\r\n')
    const transport = lines.filter((line) => /^a=(ice-|fingerprint|setup)/.test(line))
    const rest = lines.filter((line) => !transport.includes(line))
    rest.splice(4, 0, ...transport)
    expect(parseRemoteAudio(rest.join('\n'))).toEqual(parseRemoteAudio(chromiumOffer()))
  })

  it.each([
    ['', 'does not start with v=0'],
    ['hello', 'does not start with v=0'],
    ['v=0\r\n', 'first media section is not audio'],
    [chromiumOffer().replace('m=audio', 'm=video'), 'first media section is not audio'],
    [`${chromiumOffer()}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`, 'more than one media section'],
    [chromiumOffer().replace('m=audio 9', 'm=audio 0'), 'turns the audio down'],
    [chromiumOffer().replace('m=audio 9 UDP', 'm=audio nine UDP'), 'audio line is malformed'],
    [chromiumOffer().replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'not DTLS-SRTP'],
    [
      chromiumOffer().replace('111 63 9 0 8', '63 9 8'),
      'neither G.711 mu-law (PCMU, payload type 0) nor Opus',
    ],
    [chromiumOffer().replace('a=ice-ufrag:aB+/\r\n', ''), 'no ICE user fragment'],
    [chromiumOffer().replace('a=ice-ufrag:aB+/', 'a=ice-ufrag:a b'), 'ICE user fragment is malformed'],
    [chromiumOffer().replace('a=ice-pwd:', 'a=ice-pwd:!'), 'ICE password is malformed'],
    [chromiumOffer().replace('a=fingerprint:sha-256', 'a=fingerprint:md5'), 'no certificate fingerprint'],
    [chromiumOffer().replace('a=setup:actpass', 'a=setup:holdconn'), 'who starts DTLS'],
    [chromiumOffer().replace('a=mid:0', 'a=mid:0 1'), 'media id is malformed'],
    [`${chromiumOffer()}${'a=x\r\n'.repeat(20_000)}`, 'longer than 64 KB'],
    [`${chromiumOffer()}${'a=x\r\n'.repeat(400)}`, 'more than 300 lines'],
    [
      `${chromiumOffer()}${'a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n'.repeat(300)}`,
      'more than 300 lines',
    ],
    [`${chromiumOffer()}${'\n'.repeat(400)}`, 'more than 300 lines'],
    [`${chromiumOffer()}${'m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(200)}`, 'more than one media section'],
    [`${chromiumOffer()}a=fmtp:111 ${'x'.repeat(2048)}\r\n`, 'a line of more than 2048 characters'],
    [chromiumOffer().replace('aB+/', 'u'.repeat(3000)), 'a line of more than 2048 characters'],
    [
      chromiumOffer().replace('a=ice-ufrag:aB+/', `a=ice-ufrag:${'u'.repeat(257)}`),
      'ICE user fragment is malformed',
    ],
    [chromiumOffer().replace('111 63', `111 ${'96 '.repeat(600)}63`), 'more than 40 payload types'],
    [chromiumOffer().replace('111 63', '111 111 63'), 'a payload type twice'],
    [chromiumOffer().replace('111 63', '111 063 63'), 'a payload type twice'],
    [chromiumOffer().replace('111 63', '111 128 63'), 'a payload type above 127'],
    [chromiumOffer().replace('111 63', `111 ${'9'.repeat(400)} 63`), 'a payload type above 127'],
    [chromiumOffer().replace(':0B\r\n', '\r\n'), 'no certificate fingerprint'],
    [chromiumOffer().replace(':0B\r\n', ':0B:0C\r\n'), 'no certificate fingerprint'],
    [chromiumOffer().replace('0A:0A', '0A0:A'), 'no certificate fingerprint'],
    [chromiumOffer().replace('sha-256', 'sha-512'), 'no certificate fingerprint'],
    [chromiumOffer().replace('a=setup:actpass', 'a=setup:passive'), 'it is a DTLS server'],
  ])('that cannot be used is refused with a message (%#)', (sdp, words) => {
    expect(() => parseRemoteAudio(sdp)).toThrow(words)
    expect(() => parseRemoteAudio(sdp)).toThrow(MediaError)
  })

  it('can have the candidates of many networks', () => {
    const candidates = 'a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n'.repeat(200)
    expect(parseRemoteAudio(chromiumOffer() + candidates).ufrag).toBe('aB+/')
  })

  it('is passed on with at most eight fingerprints and eight SSRCs', () => {
    const flood = Array.from({ length: 100 }, (_, at) => `a=ssrc:${at + 1} cname:x\r\n`).join('')
    const more = `a=fingerprint:sha-256 ${'0A:'.repeat(31)}0C\r\n`.repeat(100)
    const remote = parseRemoteAudio(chromiumOffer() + flood + more)
    expect([remote.fingerprints.length, remote.ssrcs.length]).toEqual([8, 8])
  })

  it('causes no error but MediaError, however it is damaged', () => {
    const lines = chromiumOffer().split('\r\n')
    const damage = fc.array(fc.tuple(fc.nat(lines.length - 1), fc.string({ unit: 'binary' }), fc.nat(60)))
    fc.assert(
      fc.property(damage, (changes) => {
        const copy = [...lines]
        for (const [line, text, at] of changes) copy[line] = (copy[line] ?? '').slice(0, at) + text
        onlyMediaError(() => parseRemoteAudio(copy.join('\r\n')))
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => onlyMediaError(() => parseRemoteAudio(text))),
    )
  })
})

describe('the rebuilt description', () => {
  it('has the same values and no others', () => {
    const remote = parseRemoteAudio(chromiumOffer())
    const rebuilt = describeRemoteAudio(remote, 'offer')
    expect(parseRemoteAudio(rebuilt)).toEqual(remote)
    expect(rebuilt).not.toMatch(/a=candidate|PCM|red|extmap/)
  })

  it('has a definite DTLS role in an answer', () => {
    expect(describeRemoteAudio(parseRemoteAudio(chromiumOffer()), 'answer')).toContain('a=setup:active\r\n')
  })
})

describe('the SDP of the exchange', () => {
  const stack = 'v=0\r\ns=-\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=ice-lite\r\na=setup:active\r\na=mid:0\r\n'

  it('has ice-lite once, at session level', () => {
    expect(finishLocalSdp(stack, 'as it is')).toMatch(/^v=0\r\ns=-\r\na=ice-lite\r\nm=audio/)
    expect(finishLocalSdp(finishLocalSdp(stack, 'as it is'), 'as it is').match(/ice-lite/g)).toHaveLength(1)
  })

  it('is passive in DTLS on request', () => {
    expect(finishLocalSdp(stack, 'passive')).toContain('a=setup:passive')
    expect(finishLocalSdp(stack, 'as it is')).toContain('a=setup:active')
  })
})

function onlyMediaError(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(MediaError)
  }
}
