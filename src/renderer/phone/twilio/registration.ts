import { isOnThisComputer } from '../../../shared/exchange-line.ts'
import type { Ticket } from '../../../shared/contract.ts'
import type { LineEvent } from '../../../shared/events.ts'
import type { OfflineReason, RefusalReason, Timestamp } from '../../../shared/phone.ts'
import type { Sign } from '../line.ts'
import type { Calls } from './calls.ts'
import type { Renewal } from './renewal.ts'
import { quietly, readProblem, type CreateDevice, type SdkCall, type SdkDevice } from './sdk-port.ts'

interface RegistrationOptions {
  readonly clock: () => Timestamp
  readonly emit: (event: LineEvent) => void
  readonly createDevice: CreateDevice
  readonly calls: Calls
  readonly renewal: Renewal
  readonly onSign: (sign: Sign) => void
  /** Whether this computer has any network, as far as it knows. */
  readonly online: () => boolean
}

/** One device's life: made with a ticket, kept while it works, and replaced once it is `spent`. */
interface Tenure {
  ticket: Ticket
  readonly device: SdkDevice
  wasRegistered: boolean
  /** The SDK will not bring this device back: its token was refused, or signalling was closed for good. */
  spent: boolean
  /** A ticket that came for a spent device whose last call goes on: it is used as soon as that is over. */
  next: Ticket | null
  /** What was last said of the line, so that every new attempt of the SDK does not say it again. */
  said: 'connecting' | 'ready' | 'refused' | OfflineReason
  heardAt: Timestamp
}

/** The signalling host is heard from at least every 10 s. */
const SILENT_AFTER_MS = 15_000

const INVALID = new Set([20101, 20151, 31201, 31204])
const EXPIRED = new Set([20104, 31202, 31205])

function sameLine(a: Ticket, b: Ticket): boolean {
  return a.identity === b.identity && a.signallingHost === b.signallingHost
}

/** Keeps one device registered, and says in events whether calls can arrive. */
export function createRegistration({
  clock,
  emit,
  createDevice,
  calls,
  renewal,
  onSign,
  online,
}: RegistrationOptions) {
  let tenure: Tenure | null = null
  /** Tokens that turned out expired, one after another: a clock is wrong, here or there. */
  let expiredInARow = 0

  function offline(now: Tenure, detail: string | null): void {
    const reason =
      online() || isOnThisComputer(now.ticket.signallingHost) ? 'signalling-unreachable' : 'network'
    if (now.said === reason) return
    now.said = reason
    emit({ type: 'line-offline', at: clock(), reason, detail })
  }

  function connecting(now: Tenure): void {
    if (now.said === 'connecting') return
    now.said = 'connecting'
    emit({ type: 'line-connecting', at: clock() })
  }

  function ready(now: Tenure): void {
    now.said = 'ready'
    const identity = now.device.identity() ?? now.ticket.identity
    emit({ type: 'line-ready', at: clock(), identity })
  }

  function registered(now: Tenure): void {
    now.wasRegistered = true
    expiredInARow = 0
    renewal.satisfied()
    calls.registered()
    ready(now)
  }

  function unregistered(now: Tenure): void {
    if (!now.spent) offline(now, null)
    // The SDK drops its stream only after it has said so.
    queueMicrotask(() => {
      if (tenure !== now || !now.device.isGone()) return
      calls.abandoned()
      if (now.spent) return
      now.spent = true
      renewal.ask()
    })
  }

  function refused(now: Tenure, reason: RefusalReason, detail: string | null): void {
    now.said = 'refused'
    emit({ type: 'line-refused', at: clock(), reason, detail })
  }

  function expired(now: Tenure, detail: string | null): void {
    now.spent = true
    expiredInARow += 1
    if (expiredInARow === 1) connecting(now)
    else refused(now, 'token-expired', detail)
    renewal.ask()
  }

  function invalid(now: Tenure, detail: string | null): void {
    now.spent = true
    refused(now, 'token-invalid', detail)
    // A token that worked before may only need replacing; one that never did would be as bad a second time.
    if (now.wasRegistered) renewal.ask()
  }

  function failed(now: Tenure, error: unknown): void {
    const { code, detail } = readProblem(error)
    if (code !== null && EXPIRED.has(code)) expired(now, detail)
    else if (code !== null && INVALID.has(code)) invalid(now, detail)
    else if (!now.spent && !now.device.isRegistered()) offline(now, detail)
  }

  function move(ticket: Ticket): void {
    leave()
    let now: Tenure | null = null
    // Nothing a device says counts before its tenure has begun or after it is over.
    const during = (work: (now: Tenure) => void) => (): void => {
      if (now && tenure === now) work(now)
    }
    emit({ type: 'line-connecting', at: clock() })
    try {
      const device = createDevice(ticket.token, ticket.signallingHost, {
        registering: during(connecting),
        registered: during(registered),
        unregistered: during(unregistered),
        error: (error) => during((current) => failed(current, error))(),
        incoming: (call) => during(() => calls.incoming(call))(),
        heard: during((current) => {
          current.heardAt = clock()
          onSign('heard')
        }),
        acknowledged: during(() => onSign('registered')),
      })
      tenure = now = {
        ticket,
        device,
        wasRegistered: false,
        spent: false,
        next: null,
        said: 'connecting',
        heardAt: clock(),
      }
      // Why it did not work comes as an error event; this only says that signalling was closed on us.
      device.register().catch(during(unregistered))
    } catch (error) {
      const { detail } = readProblem(error)
      emit({ type: 'line-offline', at: clock(), reason: 'signalling-unreachable', detail })
    }
  }

  function leave(): void {
    const old = tenure
    tenure = null
    if (old) onSign('left')
    if (old) quietly(() => old.device.destroy())
  }

  return {
    open(ticket: Ticket): void {
      renewal.arrived()
      const now = tenure
      if (now && sameLine(now.ticket, ticket)) {
        const fresh = now.ticket.token !== ticket.token
        now.ticket = ticket
        if (now.spent && calls.size === 0) {
          move(ticket)
          return
        }
        if (fresh) quietly(() => now.device.updateToken(ticket.token))
        if (now.spent) now.next = ticket
        else if (now.device.isRegistered()) ready(now)
        // Somebody saw to it that it would work now.
        else now.device.hurry()
        return
      }
      calls.endAll()
      move(ticket)
    },
    /** The last call is over: a spent device can be replaced now, with the ticket that came meanwhile. */
    idle(): void {
      if (tenure?.next) move(tenure.next)
    },
    restart(): void {
      const now = tenure
      // A spent device waits for a ticket, which is asked for already.
      if (!now || now.spent || now.device.hurry()) return
      const silent = clock() - now.heardAt > SILENT_AFTER_MS
      // One that is still being let in, however slowly, is left to it.
      if (calls.size === 0 && (silent || now.device.isRegistered())) move(now.ticket)
      else if (silent) now.device.reconnect()
    },
    /** Places a call. Rejects at once when calls cannot be placed now. */
    async connect(params: Record<string, string>): Promise<SdkCall> {
      if (!tenure || tenure.spent || !tenure.device.isRegistered()) {
        throw Object.assign(new Error('The line was not ready.'), { code: 53001 })
      }
      return await tenure.device.connect(params)
    },
    close(): void {
      calls.endAll()
      leave()
      renewal.arrived()
    },
  }
}
