/** The only file that runs the SDK; with `sdk-stream.ts` and `sdk-call.ts`, the only one that touches its internals. */
import { Call, Device } from '@twilio/voice-sdk'
import { disableVolumeMeter, suspendIdleAudioContext } from './audio-context.ts'
import { dtmfSounds, lazySdkSounds } from './dtmf-sounds.ts'
import type { CallMicrophone } from '../../audio/call-microphone.ts'
import { peerConnectionWith } from './peer-connection.ts'
import { logQualityWarnings } from './quality-warnings.ts'
import { neverIgnore, reportHangups } from './sdk-call.ts'
import { reportMissingOnce } from './sdk-members.ts'
import type { CreateDevice, SdkLog } from './sdk-port.ts'
import { isSignallingClosed, observeSignalling, type Signalling } from './sdk-stream.ts'

/** How long signalling may try to come back to a call before the call is given up. */
const SIGNALLING_TIMEOUT_MS = 30_000

/** Options the SDK honours and does not document. */
interface InternalOptions {
  /** Signalling host: `wss://HOST/signal`. */
  chunderw?: string
  /** Call quality reports to Twilio's insights. */
  publishEvents: boolean
  /** What it makes its sounds of. */
  Sound: ReturnType<typeof lazySdkSounds>
}

/**
 * The only device that the SDK sees. Otherwise it would open microphones itself when devices change and keep the last one open
 * after the call; `microphone/` handles this here. Calls play on the system's default output, which Chromium follows by itself.
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
    sounds: dtmfSounds(sounds),
    Sound: lazySdkSounds((address) => new Audio(address)),
  }
}

/** Speech does not pass through the SDK's audio graph, the local echo of digits does. */
function updateOnCallEvents(call: Call, settle: () => void): void {
  call.on('accept', settle)
  call.on('disconnect', settle)
}

/** Devices of the real SDK. `sounds`: where the sound files are, ending in a slash. */
export function createSdkDevices(sounds: string, microphone: CallMicrophone, log: SdkLog): CreateDevice {
  const missing = reportMissingOnce((text) => log.warn(text))
  return (token, signallingHost, listener) => {
    const device = new Device(token, options(signallingHost, sounds, microphone))
    // Offhook rings by itself: one ringer for all calls, and no wait for the SDK's sound before `incoming`.
    device.audio?.incoming(false)
    device.audio?.outgoing(false)
    device.audio?.disconnect(false)
    const settle = suspendIdleAudioContext(
      () => Device.audioContext,
      () => device.isBusy,
    )
    settle()
    if (Device.audioContext) disableVolumeMeter(Device.audioContext)
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
      neverIgnore(call, missing)
      updateOnCallEvents(call, settle)
      logQualityWarnings(call, log)
      reportHangups(device, call, missing)
      if (live) listener.incoming(call)
    })
    let signalling: Signalling | null = null
    return {
      identity: () => device.identity,
      state: () => device.state,
      isClosed: () => isSignallingClosed(device),
      get observed() {
        return signalling?.observed ?? false
      },
      socket: () => signalling?.socket() ?? 'unknown',
      openSocket: () => signalling?.open(),
      closeSocket: () => signalling?.close(),
      register() {
        const registering = device.register()
        signalling ??= observeSignalling(
          device,
          {
            message: whileLive(() => listener.message()),
            connected: whileLive(() => listener.connected()),
            acknowledged: whileLive(() => listener.acknowledged()),
            socketClosed: whileLive(() => listener.socketClosed()),
            retryAfter: (ms) => whileLive(() => listener.retryAfter(ms))(),
          },
          { missing, clock: () => performance.now() },
        )
        return registering
      },
      registerAgain: () => signalling?.registerAgain(),
      updateToken: (next) => device.updateToken(next),
      async connect(params) {
        const call = await device.connect({ params })
        updateOnCallEvents(call, settle)
        logQualityWarnings(call, log)
        reportHangups(device, call, missing)
        return call
      },
      destroy() {
        live = false
        device.destroy()
      },
    }
  }
}
