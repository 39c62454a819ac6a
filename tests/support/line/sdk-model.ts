/**
 * A model of Twilio's SDK and of one exchange, as far as registering goes, on a clock that a test moves. It has the traits
 * of the real SDK that a line has to cope with: it registers again only where it remembers that it was registered, only a
 * change of its state is an event, and a socket that ends early makes it forget.
 */
import type {
  DeviceListener,
  SdkDevice,
  SocketState,
} from '../../../src/renderer/telephony/twilio/sdk/sdk-port.ts'

type After = (ms: number, work: () => void) => () => void

/** One socket as the exchange sees it. */
interface ModelSocket {
  stalled: boolean
  forgotten: boolean
  registered: boolean
  listened: boolean
  alive: boolean
}

/** Every message takes this long. */
const LATENCY_MS = 10
const HEARTBEAT_MS = 10_000
const SDK_SILENCE_MS = 15_000
const CONNECT_TIMEOUT_MS = 5_000

export type ModelTrouble =
  | { readonly kind: 'refuse' | 'stall' | 'forget' | 'unreachable' | 'reject'; readonly on: boolean }
  | { readonly kind: 'drop' | 'close' | 'expire' | 'restart' }

/** The exchange of the model, and what goes wrong there. */
export class ModelExchange {
  /** A socket is ended as soon as its token arrives. */
  refusing = false
  /** No socket opens, and the attempt is answered at once. */
  rejecting = false
  /** Packets are lost: no socket opens, and nothing says so. */
  unreachable = false
  readonly sockets = new Set<ModelSocket>()
  readonly devices = new Set<ModelDevice>()
  /** Tokens before this one are not accepted any more. */
  validFrom = 0
  /** When sockets were opened. */
  readonly opened: number[] = []

  get registered(): boolean {
    return [...this.sockets].some(({ alive, registered }) => alive && registered)
  }

  cause(fault: ModelTrouble): void {
    switch (fault.kind) {
      case 'refuse':
        this.refusing = fault.on
        return
      case 'reject':
        this.rejecting = fault.on
        return
      case 'unreachable':
        this.unreachable = fault.on
        return
      case 'stall':
        for (const socket of this.sockets) socket.stalled = fault.on
        return
      case 'forget':
        for (const socket of this.sockets) {
          socket.forgotten = fault.on
          if (fault.on) socket.registered = false
        }
        return
      case 'restart':
      case 'drop':
        for (const device of this.devices) device.ends()
        return
      case 'close':
        for (const device of this.devices) device.hears('close')
        return
      case 'expire':
        this.validFrom += 1
        for (const socket of this.sockets) socket.registered = false
        for (const device of this.devices) device.fails(31_205)
    }
  }

  clear(): void {
    this.refusing = false
    this.rejecting = false
    this.unreachable = false
    for (const socket of this.sockets) {
      socket.stalled = false
      socket.forgotten = false
    }
  }
}

/** A device of the SDK at that exchange. Tokens are `token N`, with N counting up. */
export class ModelDevice implements SdkDevice {
  readonly observed = true
  readonly #tell: DeviceListener
  readonly #after: After
  readonly #now: () => number
  readonly #exchange: ModelExchange
  #token: string
  #state: ReturnType<SdkDevice['state']> = 'unregistered'
  #remembers = false
  #socket: ModelSocket | null = null
  #socketState: SocketState = 'closed'
  #gone = false
  #cancelSilence = (): void => undefined
  #cancelConnect = (): void => undefined

  constructor(
    token: string,
    tell: DeviceListener,
    world: { readonly after: After; readonly now: () => number; readonly exchange: ModelExchange },
  ) {
    this.#token = token
    this.#tell = tell
    this.#after = world.after
    this.#now = world.now
    this.#exchange = world.exchange
    world.exchange.devices.add(this)
  }

  identity = (): string | null => 'maria'
  state = (): ReturnType<SdkDevice['state']> => this.#state
  isClosed = (): boolean => this.#gone
  socket = (): SocketState => this.#socketState

  openSocket(): void {
    if (this.#gone || this.#socketState !== 'closed') return
    this.#socketState = 'connecting'
    this.#exchange.opened.push(this.#now())
    const socket = { stalled: false, forgotten: false, registered: false, listened: false, alive: true }
    this.#socket = socket
    this.#cancelConnect = this.#after(CONNECT_TIMEOUT_MS, () => this.closeSocket())
    this.#after(LATENCY_MS, () => {
      if (this.#socket !== socket || this.#exchange.unreachable) return
      if (this.#exchange.rejecting) return this.closeSocket()
      this.#cancelConnect()
      this.#socketState = 'open'
      this.#exchange.sockets.add(socket)
      this.#heard()
      this.#beats(socket)
      this.#listen()
    })
  }

  closeSocket(): void {
    const socket = this.#socket
    if (!socket) return
    socket.alive = false
    this.#exchange.sockets.delete(socket)
    this.#socket = null
    this.#cancelSilence()
    this.#cancelConnect()
    const wasOpen = this.#socketState === 'open'
    this.#socketState = 'closed'
    if (!this.#gone) this.#tell.socketClosed()
    if (!wasOpen) return
    this.#remembers = this.#state !== 'unregistered'
    this.#become('unregistered')
  }

  async register(): Promise<void> {
    if (this.#state !== 'unregistered') throw new Error(`Cannot register while ${this.#state}.`)
    this.#remembers = false
    this.#become('registering')
    if (!this.#socket) this.openSocket()
    else if (this.#socket.listened) this.registerAgain()
  }

  registerAgain(): void {
    this.#sends((socket) => {
      if (socket.forgotten) return
      if (!socket.listened) return this.fails(31_204)
      if (!this.#isValid()) return this.fails(31_205)
      socket.registered = true
      this.#receives(socket, () => {
        this.#become('registered')
        this.#tell.acknowledged()
      })
    })
  }

  updateToken(token: string): void {
    this.#token = token
    if (this.#socketState === 'open') this.#listen()
  }

  connect(): Promise<never> {
    return Promise.reject(new Error('The model places no calls.'))
  }

  destroy(): void {
    this.#gone = true
    this.closeSocket()
    this.#state = 'destroyed'
    this.#exchange.devices.delete(this)
  }

  /** The exchange ends the socket. */
  ends(): void {
    this.#after(LATENCY_MS, () => this.closeSocket())
  }

  hears(message: 'close' | 'heartbeat'): void {
    const socket = this.#socket
    if (this.#socketState !== 'open' || !socket || socket.stalled) return
    if (message === 'heartbeat') return this.#heard()
    this.#gone = true
    this.closeSocket()
  }

  fails(code: number): void {
    this.#tell.error(Object.assign(new Error(`Error ${code}`), { code }))
  }

  #isValid(): boolean {
    return Number(this.#token.split(' ')[1]) >= this.#exchange.validFrom
  }

  #listen(): void {
    this.#sends((socket) => {
      if (this.#exchange.refusing && !socket.listened) return this.closeSocket()
      if (!this.#isValid()) return this.fails(31_202)
      socket.listened = true
      this.#receives(socket, () => {
        if (this.#remembers) void this.register().catch(() => undefined)
        else if (this.#state === 'registering') this.registerAgain()
        this.#tell.connected()
      })
    })
  }

  #beats(socket: ModelSocket): void {
    this.#after(HEARTBEAT_MS, () => {
      if (!socket.alive) return
      this.#receives(socket, () => undefined)
      this.#beats(socket)
    })
  }

  #heard(): void {
    this.#cancelSilence()
    this.#cancelSilence = this.#after(SDK_SILENCE_MS, () => this.closeSocket())
    this.#tell.message()
  }

  #sends(arrive: (socket: ModelSocket) => void): void {
    const socket = this.#socket
    if (!socket || this.#socketState !== 'open') return
    this.#after(LATENCY_MS, () => {
      if (socket.alive && !socket.stalled) arrive(socket)
    })
  }

  #receives(socket: ModelSocket, take: () => void): void {
    this.#after(LATENCY_MS, () => {
      if (!socket.alive || socket.stalled || this.#socket !== socket) return
      this.#heard()
      take()
    })
  }

  #become(state: ReturnType<SdkDevice['state']>): void {
    if (state === this.#state) return
    this.#state = state
    if (state === 'registered') this.#tell.registered()
    if (state === 'registering') this.#tell.registering()
    if (state === 'unregistered') this.#tell.unregistered()
  }
}
