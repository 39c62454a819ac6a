/** Fakes of the SDK's device and calls, for events that are too rare on a real connection. */
import { EventEmitter } from 'node:events'
import { inspect } from 'node:util'
import { createSdkLine } from '../../../../src/renderer/telephony/twilio/sdk-line.ts'
import type {
  DeviceListener,
  SdkCall,
  SdkDevice,
  SocketState,
} from '../../../../src/renderer/telephony/twilio/sdk/sdk-port.ts'
import type { TelephonyEvent } from '../../../../src/shared/domain/events.ts'

export class FakeCall extends EventEmitter implements SdkCall {
  readonly parameters: Record<string, string>
  readonly customParameters: Map<string, string>
  readonly done: string[] = []
  state = 'pending'

  constructor(parameters: Record<string, string> = {}, custom: Record<string, string> = {}) {
    super()
    this.parameters = parameters
    this.customParameters = new Map(Object.entries(custom))
    // The SDK has its own error listener, so that an error without other listeners does not throw.
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

  /** The number of listeners, without the SDK's own. */
  get addedListeners(): number {
    return this.eventNames().reduce((sum, name) => sum + this.listenerCount(name), 0) - 1
  }
}

export class FakeDevice implements SdkDevice {
  readonly token: string
  readonly host: string | null
  readonly tell: DeviceListener
  readonly tokens: string[] = []
  readonly placed: Array<{ params: Record<string, string>; answer: PromiseWithResolvers<SdkCall> }> = []
  observed = true
  /** The state that the SDK reports. */
  says: ReturnType<SdkDevice['state']> = 'unregistered'
  socketState: SocketState = 'connecting'
  gone = false
  destroyed = false
  /** The number of requests of each kind. */
  registrations = 0
  opened = 0
  closed = 0
  repeats = 0

  constructor(token: string, host: string | null, tell: DeviceListener) {
    this.token = token
    this.host = host
    this.tell = tell
  }

  identity(): string | null {
    return this.says === 'registered' ? 'maria' : null
  }

  state(): ReturnType<SdkDevice['state']> {
    return this.says
  }

  isClosed(): boolean {
    return this.gone
  }

  socket(): SocketState {
    return this.observed ? this.socketState : 'unknown'
  }

  async register(): Promise<void> {
    this.registrations += 1
    this.says = 'registering'
    this.tell.registering()
  }

  registerAgain(): void {
    this.repeats += 1
  }

  openSocket(): void {
    this.opened += 1
    this.socketState = 'connecting'
  }

  closeSocket(): void {
    this.closed += 1
    this.loses()
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

  /** The socket opens. */
  opens(): void {
    this.socketState = 'open'
    if (this.observed) this.tell.message()
  }

  /** The host accepts the token. */
  connects(): void {
    this.opens()
    if (this.observed) this.tell.connected()
  }

  registers(): void {
    this.connects()
    this.says = 'registered'
    this.tell.registered()
    if (this.observed) this.tell.acknowledged()
  }

  /** The socket closes. */
  loses(): void {
    this.socketState = 'closed'
    if (this.observed) this.tell.socketClosed()
    const before = this.says
    this.says = 'unregistered'
    // The SDK emits an event only when the state changes.
    if (before !== 'unregistered') this.tell.unregistered()
  }

  fails(code: number, message = `Error ${code}`): void {
    this.tell.error(Object.assign(new Error(message), { code }))
  }
}

export interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (reason: unknown) => void
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

interface LineOnFakes {
  readonly online?: boolean
  /** The message of the error that the creation of a device throws. */
  readonly broken?: string
  /** Whether the signalling of the devices can be observed. Default true. */
  readonly observed?: boolean
}

/** Creates a line on fake devices. The test advances the clock and the timers. Jitter is at its maximum. */
export function createLineOnFakes({ online = true, broken, observed = true }: LineOnFakes = {}) {
  const devices: FakeDevice[] = []
  const events: TelephonyEvent[] = []
  const timers = new Set<{ readonly ms: number; readonly at: number; readonly work: () => void }>()
  const signs: string[] = []
  const logged: string[] = []
  let now = 0
  let wanted = 0
  const line = createSdkLine({
    clock: () => events.length + now,
    uptime: () => now,
    random: () => 1,
    createDevice(token, host, listener) {
      if (broken !== undefined) throw new Error(broken)
      const device = new FakeDevice(token, host, listener)
      device.observed = observed
      devices.push(device)
      return device
    },
    onTokenWanted: () => {
      wanted += 1
    },
    after(ms, work) {
      const timer = { ms, at: now + ms, work }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    online: () => online,
    log: { warn: (text, about) => void logged.push(`${text} ${inspect(about)}`) },
  })
  line.subscribe((event) => events.push(event))
  line.onActivity((sign) => signs.push(sign))
  return {
    signs,
    logged,
    /** Advances the clock by this number of milliseconds without running timers. */
    sleep(ms: number) {
      now += ms
    },
    line,
    devices,
    events,
    /** The delays of the pending timers. */
    timers: () => [...timers].map(({ ms }) => ms),
    /** Runs all pending timers. */
    passTime() {
      for (const timer of Array.from(timers)) if (timers.delete(timer)) timer.work()
    },
    /** Advances the clock and runs the timers that are due, in order. */
    advance(ms: number) {
      const end = now + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)
        if (!next) break
        timers.delete(next)
        now = Math.max(now, next.at)
        next.work()
      }
      now = end
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
    says: () => events.map((event) => (event.type === 'ended' ? `ended ${event.endReason}` : event.type)),
  }
}

/** Resolves after the pending promise callbacks have run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const ACCESS_TOKEN = { token: 'token 1', identity: 'maria', signallingHost: 'localhost:1' } as const
