import { setTimeout as pause } from 'node:timers/promises'
import type { Device } from '@twilio/voice-sdk'
import { afterEach, describe, expect, test } from 'vitest'
import {
  isSignallingClosed,
  observeSignalling,
  type SignallingListener,
} from '../../../src/renderer/telephony/twilio/sdk/sdk-stream.ts'
import { neverIgnore, reportHangups } from '../../../src/renderer/telephony/twilio/sdk/sdk-call.ts'
import {
  memberOf,
  methodOf,
  reportMissingOnce,
  valueOf,
} from '../../../src/renderer/telephony/twilio/sdk/sdk-members.ts'
import { SDK_SILENCE_MS } from '../../../src/shared/domain/signalling-timing.ts'
import { nodeDevice, openedSockets, sdkSource } from '../../support/line/node-sdk.ts'

const devices: Device[] = []
afterEach(() => {
  for (const device of devices.splice(0)) device.destroy()
})

/** A real device that has begun to register, at a port where no exchange listens. */
async function registering(): Promise<Device> {
  const device = await nodeDevice()
  device.on('error', () => undefined)
  device.register().catch(() => undefined)
  devices.push(device)
  return device
}

function observe(device: Device) {
  const heard: string[] = []
  const missing: string[] = []
  const listener: SignallingListener = {
    message: () => void heard.push('heard'),
    connected: () => void heard.push('connected'),
    acknowledged: () => void heard.push('acknowledged'),
    socketClosed: () => void heard.push('socketClosed'),
    retryAfter: (ms) => void heard.push(`retryAfter ${ms}`),
  }
  const signalling = observeSignalling(device, listener, {
    missing: (name) => void missing.push(name),
    clock: () => 0,
  })
  return { signalling, heard, missing }
}

const streamOf = (device: Device) => memberOf(device, '_stream')
const transportOf = (device: Device) => memberOf(streamOf(device), 'transport')

describe('the members of the SDK that it does not declare', () => {
  test('are all present in the version that ships', async () => {
    const { missing, signalling } = observe(await registering())
    expect(missing).toEqual([])
    expect(signalling.observed).toBe(true)
    expect(signalling.socket()).toBe('connecting')
  })

  test('_setHeartbeatTimeout is called with every message, and a socket is given up after 15 s of silence', async () => {
    const device = await registering()
    const { heard } = observe(device)
    methodOf(transportOf(device), '_onSocketMessage')?.({ data: '{"type":"x"}' })
    expect(heard).toEqual(['heard'])
    expect(await sdkSource('wstransport.js')).toMatch(
      new RegExp(`HEARTBEAT_TIMEOUT = ${SDK_SILENCE_MS / 1_000}000;`),
    )
  })

  test('_performBackoff decides when the next socket is opened: no other is opened after it was taken over', async () => {
    const device = await registering()
    const { heard, signalling } = observe(device)
    const before = openedSockets.length
    await pause(600)
    expect([heard, openedSockets.length - before, signalling.socket()]).toEqual([
      ['socketClosed'],
      0,
      'closed',
    ])
    signalling.open()
    expect([openedSockets.length - before, signalling.socket()]).toEqual([1, 'connecting'])
    signalling.close()
    expect([heard, signalling.socket()]).toEqual([['socketClosed', 'socketClosed'], 'closed'])
  })

  test('the stream reports ready, connected and errors with retryAfter in seconds', async () => {
    const device = await registering()
    const { heard } = observe(device)
    const emit = methodOf(streamOf(device), 'emit')
    emit?.('connected', { region: 'us1', token: { identity: 'maria', ttl: 60 } })
    emit?.('ready', {})
    emit?.('error', { error: { code: 53000, message: 'Busy', retryAfter: 7 } })
    expect(heard).toEqual(['connected', 'acknowledged', 'retryAfter 7000'])
  })

  test('_stream is null once the exchange has closed signalling for good', async () => {
    const device = await registering()
    expect(isSignallingClosed(device)).toBe(false)
    methodOf(streamOf(device), 'emit')?.('close', {})
    expect([valueOf(device, '_stream'), isSignallingClosed(device)]).toEqual([null, true])
  })

  test('chunderw is the host that signalling connects to', async () => {
    const before = openedSockets.length
    await registering()
    expect(openedSockets[before]?.address).toBe('wss://localhost:9/signal')
  })

  test.each([
    ['device.js', /_options\.Sound \|\| /, 'Sound makes the SDK’s sounds'],
    ['device.js', /call\.ignore\(\)/, 'Device.connect ignores calls that ring'],
    ['device.js', /publishEvents/, 'publishEvents turns reports off'],
    ['rtc/peerconnection.js', /options\.RTCPeerConnection/, 'RTCPeerConnection makes the connections'],
    [
      'rtc/peerconnection.js',
      /createMediaStreamSource/,
      'createMediaStreamSource reads the streams of calls',
    ],
    ['pstream.js', /updatePreferredURI/, 'updatePreferredURI lets signalling leave an edge'],
  ] as const)('%s has %s: %s', async (file, pattern, _what) => {
    expect(await sdkSource(file)).toMatch(pattern)
  })
})

describe('without a member of the SDK', () => {
  test.each([
    ['_setHeartbeatTimeout', true, 'connecting'],
    ['_performBackoff', true, 'unknown'],
    ['_closeSocket', true, 'unknown'],
    ['open', true, 'unknown'],
    ['_socket', true, 'unknown'],
  ] as const)('%s of the transport, registration goes on', async (name, observed, socket) => {
    const device = await registering()
    const transport = transportOf(device)
    const kept = transport && Reflect.get(transport, name)
    if (transport) Reflect.set(transport, name, undefined)
    const { signalling, missing } = observe(device)
    if (transport) Reflect.set(transport, name, kept)
    expect(missing).toEqual([`_stream.transport.${name}`])
    expect([signalling.observed, signalling.socket()]).toEqual([observed, socket])
    if (socket === 'unknown') {
      const before = openedSockets.length
      signalling.open()
      signalling.close()
      expect(openedSockets.length).toBe(before)
    }
  })

  test.each(['on', 'register'])('%s of the stream, nothing is observed and nothing is sent', async (name) => {
    const device = await registering()
    const stream = streamOf(device)
    const kept = stream && Reflect.get(stream, name)
    if (stream) Reflect.set(stream, name, undefined)
    const { signalling, missing } = observe(device)
    if (stream) Reflect.set(stream, name, kept)
    expect(missing).toEqual([`_stream.${name}`])
    expect(signalling.observed).toBe(false)
    signalling.registerAgain()
  })

  test('_stream of the device, the SDK works by itself, and signalling does not count as closed', async () => {
    const device = await registering()
    const kept = Reflect.get(device, '_stream')
    Reflect.set(device, '_stream', undefined)
    const { signalling } = observe(device)
    expect([signalling.observed, signalling.socket(), isSignallingClosed(device)]).toEqual([
      false,
      'unknown',
      false,
    ])
    Reflect.set(device, '_stream', kept)
  })

  test('ignore or disconnect of a call, the call is not changed', async () => {
    const device = await registering()
    const missing: string[] = []
    const bare = Object.create(null)
    neverIgnore(bare, (name) => void missing.push(name))
    reportHangups(device, bare, (name) => void missing.push(name))
    expect(missing).toEqual(['Call.ignore', 'Call.disconnect'])
  })

  test('it is logged once, however many devices are made', () => {
    const lines: string[] = []
    const missing = reportMissingOnce((text) => void lines.push(text))
    for (let n = 0; n < 50; n += 1) missing('_stream.transport._performBackoff')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('_performBackoff')
  })
})
