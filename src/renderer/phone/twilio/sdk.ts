/** The only file that runs the SDK; with `sdk-stream.ts`, the only one that knows its internals. */
import { Call, Device } from '@twilio/voice-sdk'
import { refuseStreams, restAudio } from './audio-graph.ts'
import { digitSounds, soundsOnDemand } from './digit-sounds.ts'
import type { CallMicrophone } from '../microphone/call-microphone.ts'
import { peerConnectionWith } from './peer-connection.ts'
import type { CreateDevice } from './sdk-port.ts'
import { listenToSocket, type Socket } from './sdk-stream.ts'

/** How long signalling may try to come back to a call before the call is given up. */
const SIGNALLING_TIMEOUT_MS = 30_000

/** Options the SDK honours and does not document. */
interface InternalOptions {
  /** Signalling host: `wss://HOST/signal`. */
  chunderw?: string
  /** Call quality reports to Twilio's insights. */
  publishEvents: boolean
  /** What it makes its sounds of. */
  Sound: ReturnType<typeof soundsOnDemand>
}

/**
 * The only device the SDK sees. It would open microphones of its own when devices change and keep the last one open after
 * the call; `microphone/` does that here. Calls play on the system's default output, which Chromium follows by itself.
 */
const SDK_DEVICES: readonly Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'kind' | 'label'>[] = [
  { deviceId: 'default', groupId: 'default', kind: 'audiooutput', label: 'Default' },
]

function options(
  signallingHost: string | null,
  sounds: string,
  microphone: CallMicrophone,
): Device.Options & InternalOptions {
  return {
    ...(signallingHost === null ? {} : { chunderw: signallingHost }),
    publishEvents: false,
    allowIncomingWhileBusy: true,
    closeProtection: false,
    codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
    enableImprovedSignalingErrorPrecision: true,
    logLevel: 'silent',
    maxCallSignalingTimeoutMs: SIGNALLING_TIMEOUT_MS,
    getUserMedia: (constraints: MediaStreamConstraints) => microphone.open(constraints),
    enumerateDevices: async () => SDK_DEVICES,
    RTCPeerConnection: peerConnectionWith(microphone),
    sounds: digitSounds(sounds),
    Sound: soundsOnDemand((address) => new Audio(address)),
  }
}

/** Whether the SDK has given up its signalling stream, which it says nowhere in public. */
function hasNoStream(device: Device): boolean {
  return Reflect.get(device, '_stream') === null
}

/**
 * Hanging up while the socket is down, the SDK tells nobody: the other end would go on listening to nothing until
 * the exchange gives up. Its stream would have kept the message for later, so it is given one.
 */
function tellOfHangups(device: Device, call: Call): void {
  const disconnect = call.disconnect.bind(call)
  let accepted = false
  call.on('accept', () => {
    accepted = true
  })
  call.disconnect = () => {
    const stream: unknown = Reflect.get(device, '_stream')
    const sid = call.parameters['CallSid']
    disconnect()
    if (!accepted || sid === undefined || typeof stream !== 'object' || stream === null) return
    if (!('status' in stream) || stream.status !== 'disconnected') return
    if ('hangup' in stream && typeof stream.hangup === 'function') Reflect.apply(stream.hangup, stream, [sid])
  }
}

/** Speech does not pass through the SDK's audio graph, the local echo of digits does. */
function settleAround(call: Call, settle: () => void): void {
  call.on('accept', settle)
  call.on('disconnect', settle)
}

/** Devices of the real SDK. `sounds`: where the sound files are, ending in a slash. */
export function sdkDevices(sounds: string, microphone: CallMicrophone): CreateDevice {
  return (token, signallingHost, listener) => {
    const device = new Device(token, options(signallingHost, sounds, microphone))
    // Offhook rings by itself: one ringer for all calls, and no wait for the SDK's sound before `incoming`.
    device.audio?.incoming(false)
    device.audio?.outgoing(false)
    device.audio?.disconnect(false)
    const settle = restAudio(
      () => Device.audioContext,
      () => device.isBusy,
    )
    settle()
    if (Device.audioContext) refuseStreams(Device.audioContext)
    let live = true
    const whileLive = (work: () => void) => (): void => {
      if (live) work()
    }
    device.on(
      'registering',
      whileLive(() => listener.registering()),
    )
    device.on(
      'registered',
      whileLive(() => listener.registered()),
    )
    device.on(
      'unregistered',
      whileLive(() => listener.unregistered()),
    )
    device.on('error', (error: unknown) => {
      if (live) listener.error(error)
    })
    device.on('incoming', (call: Call) => {
      // `Device.connect` ignores every call that rings at that moment, for good and without saying so.
      call.ignore = () => undefined
      settleAround(call, settle)
      tellOfHangups(device, call)
      if (live) listener.incoming(call)
    })
    let socket: Socket | null = null
    return {
      identity: () => device.identity,
      isRegistered: () => device.state === Device.State.Registered,
      isGone: () => hasNoStream(device),
      register() {
        const registering = device.register()
        socket = listenToSocket(device, {
          heard: whileLive(() => listener.heard()),
          acknowledged: whileLive(() => listener.acknowledged()),
        })
        return registering
      },
      hurry: () => socket?.hurry() ?? false,
      reconnect: () => socket?.drop(),
      updateToken: (next) => device.updateToken(next),
      async connect(params) {
        const call = await device.connect({ params })
        settleAround(call, settle)
        tellOfHangups(device, call)
        return call
      },
      destroy() {
        live = false
        socket?.leave()
        device.destroy()
      },
    }
  }
}
