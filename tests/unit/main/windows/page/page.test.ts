import { describe, expect, test } from 'vitest'
import { verificationResult } from '../../../../../src/main/connection/certificate-pin.ts'
import { isAllowedUrl } from '../../../../../src/main/windows/page/page-guard.ts'
import { choosePage } from '../../../../../src/main/windows/page/page.ts'

const shipped = choosePage(undefined, true)
const dev = choosePage('http://localhost:5173', false)

describe('where the page lives', () => {
  test.each([
    ['shipped', undefined, true, 'offhook://app/index.html'],
    ['in development', 'http://localhost:5173', false, 'http://localhost:5173/'],
    ['packaged, whatever the environment says', 'http://localhost:5173', true, 'offhook://app/index.html'],
    ['in development, never on another machine', 'http://evil.example', false, 'offhook://app/index.html'],
    ['in development, never nonsense', 'nonsense', false, 'offhook://app/index.html'],
  ])('%s', (_what, devServer, packaged, url) => {
    expect(choosePage(devServer, packaged).url).toBe(url)
  })

  test.each([
    ['offhook://app/index.html', true],
    ['offhook://app/', true],
    ['offhook://app', true],
    ['offhook://other/index.html', false],
    ['https://app/index.html', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('%s is its own: %s', (address, own) => {
    expect(shipped.isOwnUrl(address)).toBe(own)
  })
})

describe('what the page may reach', () => {
  test.each([
    ['its own files', 'offhook://app/main.js', null, true],
    ['its own blobs', 'blob:offhook://app/7d2c', null, true],
    ['Twilio, on a line at Twilio', 'wss://chunderw-vpc-gll.twilio.com/signal', null, true],
    ['Twilio, on the practice line', 'wss://chunderw-vpc-gll.twilio.com/signal', 'localhost:4001', false],
    ['the exchange in use', 'wss://localhost:4001/signal', 'localhost:4001', true],
    ['one at the port that needs no saying', 'wss://calls.example/signal', 'calls.example:443', true],
    ['another port', 'wss://localhost:4002/signal', 'localhost:4001', false],
    ['the exchange when the line is at Twilio', 'wss://localhost:4001/signal', null, false],
    ['anything while there is no line', 'wss://x.twilio.com/signal', undefined, false],
    ['a host that only ends like Twilio', 'wss://eviltwilio.com/signal', null, false],
    ['a host that starts like Twilio', 'wss://x.twilio.com.evil.example/signal', null, false],
    ['Twilio by https', 'https://eventgw.us1.twilio.com/v4/EndpointEvents', null, false],
    ['the open web', 'https://example.com/', null, false],
    ['the disk', 'file:///etc/passwd', null, false],
    ['nonsense', 'nonsense', null, false],
  ])('%s', (_what, address, host, reach) => {
    expect(isAllowedUrl(address, shipped, host)).toBe(reach)
  })

  test('in development, the dev server and its socket', () => {
    expect(isAllowedUrl('http://localhost:5173/main.tsx', dev, undefined)).toBe(true)
    expect(isAllowedUrl('ws://localhost:5173/', dev, undefined)).toBe(true)
    expect(isAllowedUrl('ws://localhost:5174/', dev, undefined)).toBe(false)
  })
})

describe('which certificate is trusted', () => {
  test.each([
    ['the pinned one at its host', 'localhost', 'sha256/aaa=', 'sha256/aaa=', 0],
    [
      'another certificate there, even if a public authority signed it',
      'localhost',
      'sha256/bbb=',
      'sha256/aaa=',
      -2,
    ],
    ['the pinned one elsewhere', 'chunderw.twilio.com', 'sha256/aaa=', 'sha256/aaa=', -3],
    ['any while no exchange is in use', 'localhost', 'sha256/aaa=', null, -3],
  ])('%s', (_what, hostname, presented, fingerprint, answer) => {
    const signallingHost = fingerprint === null ? null : 'localhost:4443'
    expect(verificationResult(hostname, presented, { signallingHost, fingerprint })).toBe(answer)
  })
})
