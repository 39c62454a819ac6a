/** The SDK's device and calls as plain objects, for what is too rare to happen on a real line. */
import { EventEmitter } from 'node:events'
import { createSdkLine } from '../../../src/renderer/phone/twilio/sdk-line.ts'
import type { DeviceListener, SdkCall, SdkDevice } from '../../../src/renderer/phone/twilio/sdk-port.ts'
import type { LineEvent } from '../../../src/shared/events.ts'

export class FakeCall extends EventEmitter implements SdkCall {
  readonly parameters: Record<string, string>
  readonly customParameters: Map<string, string>
  readonly done: string[] = []
  state = 'pending'

  constructor(parameters: Record<string, string> = {}, custom: Record<string, string> = {}) {
    super()
    this.parameters = parameters
    this.customParameters = new Map(Object.entries(custom))
    // The SDK listens to its own errors, so that one nobody hears does not throw.
    this.on('error', () => undefined)
  }

  status(): string {
    return this.state
  }

  accept(): void {
    this.done.push('accept')
    this.state = 'connecting'
  }

  reject(): void {
    this.done.push('reject')
    this.state = 'closed'
    this.emit('reject')
  }

  disconnect(): void {
    this.done.push('disconnect')
    if (this.state === 'closed' || this.state === 'pending') return
    this.state = 'closed'
    this.emit('disconnect', this)
  }

  mute(muted: boolean): void {
    this.emit('mute', muted, this)
  }

  sendDigits(digits: string): void {
    this.done.push(`digits ${digits}`)
  }

  opens(): void {
    this.state = 'open'
    this.emit('accept', this)
  }

  fails(code: number, message = 'It failed'): void {
    this.failsWith({ code, message })
  }

  failsWith(error: {
    readonly code: number
    readonly message: string
    readonly originalError?: { readonly code: number }
  }): void {
    this.emit('error', Object.assign(new Error(error.message), error))
  }

  /** Listeners besides the SDK's own. */
  get ears(): number {
    return this.eventNames().reduce((sum, name) => sum + this.listenerCount(name), 0) - 1
  }
}

export class FakeDevice implements SdkDevice {
  readonly token: string
  readonly host: string | null
  readonly tell: DeviceListener
  readonly tokens: string[] = []
  readonly placed: Array<{ params: Record<string, string>; answer: PromiseWithResolvers<SdkCall> }> = []
  registered = false
  gone = false
  destroyed = false
  registrations = 0
  /** Whether the socket is open. */
  up = true
  hurried = 0
  reconnects = 0

  constructor(token: string, host: string | null, tell: DeviceListener) {
    this.token = token
    this.host = host
    this.tell = tell
  }

  identity(): string | null {
    return this.registered ? 'maria' : null
  }

  isRegistered(): boolean {
    return this.registered
  }

  isGone(): boolean {
    return this.gone
  }

  async register(): Promise<void> {
    this.registrations += 1
  }

  hurry(): boolean {
    if (this.up) return false
    this.hurried += 1
    return true
  }

  reconnect(): void {
    this.reconnects += 1
  }

  updateToken(token: string): void {
    this.tokens.push(token)
  }

  connect(params: Record<string, string>): Promise<SdkCall> {
    const answer = withResolvers<SdkCall>()
    this.placed.push({ params, answer })
    return answer.promise
  }

  destroy(): void {
    this.destroyed = true
  }

  registers(): void {
    this.registered = true
    this.up = true
    this.tell.acknowledged()
    this.tell.registered()
  }

  loses(): void {
    this.registered = false
    this.up = false
    this.tell.unregistered()
  }

  fails(code: number): void {
    this.tell.error(Object.assign(new Error(`Error ${code}`), { code }))
  }
}

export interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (reason: unknown) => void
}

/** `Promise.withResolvers`, which Node 20 does not have. */
export function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** A line on fake devices, with timers that pass when told. */
export function createLineOnFakes({ online = true, broken }: { online?: boolean; broken?: string } = {}) {
  const devices: FakeDevice[] = []
  const events: LineEvent[] = []
  const timers = new Set<{ readonly ms: number; readonly work: () => void }>()
  const signs: string[] = []
  let slept = 0
  let wanted = 0
  const line = createSdkLine({
    clock: () => events.length + slept,
    createDevice(token, host, listener) {
      if (broken !== undefined) throw new Error(broken)
      const device = new FakeDevice(token, host, listener)
      devices.push(device)
      return device
    },
    onTokenWanted: () => {
      wanted += 1
    },
    after(ms, work) {
      const timer = { ms, work }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    online: () => online,
  })
  line.subscribe((event) => events.push(event))
  line.feel((sign) => signs.push(sign))
  return {
    signs,
    /** The clock goes on by so many milliseconds. */
    sleep(ms: number) {
      slept += ms
    },
    line,
    devices,
    events,
    /** How long each timer that runs now will take. */
    timers: () => [...timers].map(({ ms }) => ms),
    /** Lets every timer of now run out. */
    passTime() {
      for (const timer of Array.from(timers)) if (timers.delete(timer)) timer.work()
    },
    get tokensWanted() {
      return wanted
    },
    /** The device in use. */
    get device(): FakeDevice {
      const last = devices.at(-1)
      if (!last) throw new Error('There is no device yet.')
      return last
    },
    says: () => events.map((event) => (event.type === 'ended' ? `ended ${event.ending}` : event.type)),
  }
}

/** Lets what was promised happen. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const TICKET = { token: 'token 1', identity: 'maria', signallingHost: 'localhost:1' } as const
