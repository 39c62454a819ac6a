import { isOnThisComputer } from '../../../../shared/domain/exchange-address.ts'
import type { AccessToken } from '../../../../shared/ipc/contract.ts'
import type { TelephonyEvent } from '../../../../shared/domain/events.ts'
import type { OfflineReason, Timestamp } from '../../../../shared/domain/phone.ts'
import { SDK_SILENCE_MS } from '../../../../shared/domain/signalling-timing.ts'
import type { SignallingActivity } from '../../telephony-line.ts'
import { createAcknowledgement } from './acknowledgement.ts'
import { createAttempts, isClosed } from './attempts.ts'
import type { Calls } from '../calls/calls.ts'
import { createRegistrationStatus } from './registration-status.ts'
import type { After, TokenRefresh } from './token-refresh.ts'
import { createRegistrationErrors } from './registration-errors.ts'
import { createRetryLoop } from './retry-loop.ts'
import {
  parseSdkError,
  type CreateDevice,
  type DeviceListener,
  type SdkGuard,
  type SdkCall,
  type SdkDevice,
  type SdkLog,
} from '../sdk/sdk-port.ts'
import { isSameEndpoint, newDeviceSession, type DeviceSession } from './device-session.ts'
import { createTokenSwap } from './token-swap.ts'

interface RegistrationDeps {
  readonly clock: () => Timestamp
  /** A monotonic clock, in ms. */
  readonly uptime: () => number
  readonly after: After
  /** From 0 to 1. */
  readonly random: () => number
  readonly emit: (event: TelephonyEvent) => void
  readonly createDevice: CreateDevice
  readonly calls: Calls
  readonly tokenRefresh: TokenRefresh
  readonly onActivity: (sign: SignallingActivity) => void
  /** Whether this computer has any network, as far as it knows. */
  readonly online: () => boolean
  readonly guard: SdkGuard
  readonly log: SdkLog
}

/**
 * Keeps one device registered, and reports in events whether calls can arrive. Only this module schedules attempts: while the
 * registration is not acknowledged, exactly one is scheduled, in any state of device and socket.
 */
export function createRegistration(deps: RegistrationDeps) {
  const { clock, uptime, after, random, emit, createDevice, calls } = deps
  const { tokenRefresh, onActivity, online, guard, log } = deps
  const status = createRegistrationStatus(clock, emit)
  let session: DeviceSession | null = null
  /** The ticket to register with; null while the line is closed. */
  let desiredToken: AccessToken | null = null
  /** Devices whose signalling is closed permanently but whose calls continue. */
  const closedDevices = new Set<SdkDevice>()
  const inCall = () => calls.size > 0
  const loop = createRetryLoop({
    after,
    uptime,
    random,
    attempt() {
      if (session) attempts.attempt(session)
      else if (desiredToken) replaceDevice(desiredToken)
    },
  })
  const acknowledgement = createAcknowledgement({ after, uptime, inCall, guard, onLost })
  const swap = createTokenSwap({ after, clock, inCall, apply: applyToken })
  const attempts = createAttempts({
    uptime,
    guard,
    inCall,
    tokenRefresh,
    openTimeoutMs: () => acknowledgement.openTimeoutMs(),
    onOpening(now) {
      socketLost(now)
      loop.opening()
    },
    openingAt: () => loop.openingAt,
    retryNow: () => loop.retryNow(),
    giveUp,
    onClosed: (now) => markUnusable(now, 'closed'),
    replaceDevice,
  })
  const errors = createRegistrationErrors({
    clock,
    status,
    tokenRefresh,
    onTokenRejected: (now) => markUnusable(now, 'token'),
    applyToken,
    onOffline: offline,
  })

  /** Replaces the socket if there are calls, else the device, after repeated failures. */
  function giveUp(now: DeviceSession): void {
    acknowledgement.failed()
    if (!inCall()) return replaceDevice(now.accessToken)
    unacknowledged(now)
    guard(() => now.device.closeSocket())
  }

  function onLost(): void {
    if (!session?.acknowledged) return
    log.warn('The registration is no longer acknowledged. Registering again.')
    giveUp(session)
  }

  function socketLost(now: DeviceSession): void {
    now.connected = false
    now.openedAt = null
    unacknowledged(now)
  }

  /** Starts the attempts. */
  function unacknowledged(now: DeviceSession): void {
    now.acknowledged = false
    now.unacknowledgedSince ??= uptime()
    now.registerSentAt = null
    acknowledgement.stop()
    loop.start()
  }

  function acknowledged(now: DeviceSession): void {
    now.acknowledged = true
    now.unacknowledgedSince = null
    now.unusable = null
    errors.accepted(now.accessToken)
    loop.stop()
    tokenRefresh.reset()
    acknowledgement.received(now)
    calls.registered()
    if (!status.isRegistered) status.registered(now.device.identity() ?? now.accessToken.identity)
  }

  function registered(now: DeviceSession): void {
    status.registered(now.device.identity() ?? now.accessToken.identity)
    if (now.device.observed) return
    // No better evidence is available, so the SDK's own state counts.
    onActivity('unobserved')
    acknowledged(now)
  }

  function unregistered(now: DeviceSession): void {
    unacknowledged(now)
    if (!now.unusable) offline(now, null)
    // The SDK drops its stream only after it has said so.
    queueMicrotask(() => {
      if (session === now && !now.unusable && isClosed(now.device)) markUnusable(now, 'closed')
    })
  }

  function offline(now: DeviceSession, detail: string | null): void {
    const isLocal = isOnThisComputer(now.accessToken.signallingHost)
    const reason: OfflineReason = online() || isLocal ? 'signalling-unreachable' : 'network'
    status.offline(reason, detail)
  }

  function markUnusable(now: DeviceSession, why: 'token' | 'closed'): void {
    now.unusable = why
    unacknowledged(now)
    if (why === 'token') return
    calls.abandoned()
    loop.socketClosed()
    tokenRefresh.request()
  }

  function applyToken(now: DeviceSession): void {
    now.token = now.accessToken.token
    now.tokenExpiresAt = now.accessToken.expiresAt ?? null
    guard(() => now.device.updateToken(now.token))
    if (now.unusable === 'token') now.unusable = null
    if (now.acknowledged) return
    now.connected = false
    loop.start()
    loop.progress()
  }

  function replaceDevice(ticket: AccessToken, asked = false): void {
    destroyDevice()
    status.connecting(!asked)
    loop.start()
    loop.opening()
    let now: DeviceSession | null = null
    // Nothing a device says counts before its tenure has begun or after it is over.
    const whileCurrent =
      <T extends readonly unknown[]>(work: (now: DeviceSession, ...rest: T) => void) =>
      (...rest: T): void => {
        if (now && session === now) work(now, ...rest)
      }
    const listener: DeviceListener = {
      registering: whileCurrent(() => status.connecting(true)),
      registered: whileCurrent(registered),
      unregistered: whileCurrent(unregistered),
      error: whileCurrent((current, error: unknown) => errors.failed(current, error)),
      incoming: whileCurrent((_current, call: SdkCall) => calls.incoming(call)),
      message: whileCurrent((current) => {
        current.lastMessageAt = clock()
        if (current.openedAt === null && !current.acknowledged) loop.progress()
        current.openedAt ??= uptime()
        onActivity('message')
      }),
      connected: whileCurrent((current) => {
        current.connected = true
        if (current.acknowledged) return
        current.registerSentAt ??= uptime()
        // The SDK registers again by itself only if it was registered before.
        if (current.device.state() !== 'registering') attempts.register(current)
        loop.progress()
      }),
      acknowledged: whileCurrent((current) => {
        current.lastMessageAt = clock()
        onActivity('acknowledged')
        acknowledged(current)
      }),
      socketClosed: whileCurrent((current) => {
        socketLost(current)
        loop.socketClosed()
      }),
      retryAfter: whileCurrent((_current, ms: number) => loop.retryAfter(ms)),
    }
    try {
      const device = createDevice(ticket.token, ticket.signallingHost, listener)
      session = now = newDeviceSession(ticket, device, { uptime: uptime(), now: clock() })
      // Why it did not work comes as an error event; this only says that signalling was closed on us.
      device.register().catch(whileCurrent(unregistered))
    } catch (error) {
      const { detail } = parseSdkError(error)
      log.warn('The Twilio SDK could not be started:', error)
      status.offline('signalling-unreachable', detail)
    }
  }

  function destroyDevice(): void {
    const old = session
    session = null
    swap.stop()
    acknowledgement.stop()
    if (!old) return
    onActivity('reset')
    if (inCall() && isClosed(old.device)) closedDevices.add(old.device)
    else guard(() => old.device.destroy())
  }

  return {
    open(ticket: AccessToken): void {
      tokenRefresh.received()
      desiredToken = ticket
      const now = session
      if (!now || !isSameEndpoint(now.accessToken, ticket)) {
        if (now) calls.endAll()
        errors.replaced(ticket)
        return replaceDevice(ticket, true)
      }
      now.accessToken = ticket
      if (now.unusable === 'closed' || (now.unusable && !inCall())) return replaceDevice(ticket)
      if (now.unusable === 'token') return applyToken(now)
      swap.consider(now)
      if (now.acknowledged) status.registered(now.device.identity() ?? ticket.identity)
      else if (!now.unusable) attempts.retryNow(now)
    },
    /** The last call is over: a spent device can be replaced now, and a waiting token can be applied. */
    idle(): void {
      for (const device of closedDevices) guard(() => device.destroy())
      closedDevices.clear()
      if (!session) return
      if (session.unusable && session.token !== session.accessToken.token) replaceDevice(session.accessToken)
      else swap.consider(session)
    },
    /** Registers now, or verifies an existing registration; requested by the person, or by main after sleep. */
    restart(): void {
      if (!desiredToken) return
      const now = session
      const isSilent = now !== null && clock() - now.lastMessageAt > SDK_SILENCE_MS
      if (now?.unusable === 'token') {
        status.connecting()
        tokenRefresh.requestNow()
      } else if (!now || now.unusable) loop.retryNow()
      else if (!now.acknowledged) attempts.retryNow(now)
      else if (now.device.observed && !isSilent) acknowledgement.verify(now)
      else if (now.device.observed || !inCall()) giveUp(now)
    },
    /** Places a call. Rejects at once when calls cannot be placed now. */
    async connect(params: Record<string, string>): Promise<SdkCall> {
      if (!session || session.unusable || session.device.state() !== 'registered') {
        throw Object.assign(new Error('The line is not registered.'), { code: 53001 })
      }
      return await session.device.connect(params)
    },
    close(): void {
      desiredToken = null
      calls.endAll()
      destroyDevice()
      loop.stop()
      status.reset()
      tokenRefresh.received()
    },
  }
}
