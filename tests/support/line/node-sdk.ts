/** Twilio's SDK in Node: its signalling, on real sockets. There is no media, so calls cannot be accepted. */
import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import type { Device } from '@twilio/voice-sdk'
import { WebSocket } from 'ws'
import type { TelephonyEvent } from '../../../src/shared/domain/events.ts'
import type { AccessToken } from '../../../src/shared/ipc/contract.ts'
import type { CreateDevice, SdkLog } from '../../../src/renderer/telephony/twilio/sdk/sdk-port.ts'
import { createSdkLine } from '../../../src/renderer/telephony/twilio/sdk-line.ts'
import type { CallMicrophone } from '../../../src/renderer/telephony/audio/call-microphone.ts'
import type { TelephonyLine } from '../../../src/renderer/telephony/telephony-line.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'

/** Addresses of the sockets opened in this process, in order, with the time of each. */
export const openedSockets: { readonly address: string; readonly at: number }[] = []

/** The certificate of a test's exchange is its own. */
class TestSocket extends WebSocket {
  constructor(address: string) {
    super(address, { rejectUnauthorized: false })
    // A browser has no error that is thrown for want of a listener.
    this.on('error', () => undefined)
    openedSockets.push({ address, at: Date.now() })
  }
}

/** What the SDK expects of a browser when it is loaded. */
function provideBrowser(): void {
  const globals = {
    WebSocket: TestSocket,
    RTCPeerConnection: EventTarget,
    Audio: EventTarget,
    navigator: {
      userAgent: 'Node, for the SDK an Electron',
      platform: process.platform,
      onLine: true,
      mediaDevices: Object.assign(new EventTarget(), { enumerateDevices: async () => [] }),
    },
  }
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

const NO_MICROPHONE: CallMicrophone = {
  state: 'missing',
  subscribe: () => () => undefined,
  open: () => Promise.reject(new Error('Node has no microphone.')),
  attach: () => undefined,
  release: () => undefined,
}

/** Devices of the real SDK. */
async function nodeDevices(log: SdkLog): Promise<CreateDevice> {
  provideBrowser()
  const { createSdkDevices: sdkDevices } = await import('../../../src/renderer/telephony/twilio/sdk/sdk.ts')
  return sdkDevices('sounds/', NO_MICROPHONE, log)
}

/** A device of the real SDK as it comes, at a port where no exchange listens. */
export async function nodeDevice(): Promise<Device> {
  provideBrowser()
  const { Device: RealDevice } = await import('@twilio/voice-sdk')
  const options: Device.Options & { chunderw: string; publishEvents: boolean } = {
    chunderw: 'localhost:9',
    publishEvents: false,
    logLevel: 'silent',
  }
  return new RealDevice('a token', options)
}

/** The text of one file of the SDK that ships. */
export function sdkSource(name: string): Promise<string> {
  const folder = new URL('.', import.meta.resolve('@twilio/voice-sdk'))
  return readFile(new URL(`twilio/${name}`, folder), 'utf8')
}

export interface NodeLine {
  readonly line: TelephonyLine
  readonly events: EventRecorder<TelephonyEvent>
  readonly logged: readonly string[]
}

/** Opens a `TelephonyLine` on the real SDK. Every AccessToken that it requests comes from `createToken`. */
export async function openNodeLine(createToken: () => AccessToken): Promise<NodeLine> {
  const logged: string[] = []
  const log: SdkLog = { warn: (text, about) => void logged.push(`${text} ${inspect(about)}`) }
  const events = createEventRecorder<TelephonyEvent>('line')
  const line: TelephonyLine = createSdkLine({
    clock: Date.now,
    uptime: () => performance.now(),
    random: () => 0.5,
    createDevice: await nodeDevices(log),
    onTokenWanted: () => setImmediate(() => line.register(createToken())),
    after(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    online: () => true,
    log,
  })
  line.subscribe((event) => events.add(event))
  return { line, events, logged }
}
