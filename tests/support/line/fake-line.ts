import type { AccessToken } from '../../../src/shared/ipc/contract.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/events.ts'
import { parseParty } from '../../../src/shared/domain/party.ts'
import type {
  CallId,
  EndReason,
  OfflineReason,
  RejectionReason,
  Timestamp,
} from '../../../src/shared/domain/phone.ts'
import type {
  TelephonyListener,
  SignallingActivity,
  ActivityListener,
  TelephonyLine,
} from '../../../src/renderer/telephony/telephony-line.ts'

/** A `TelephonyLine` without a network. A test triggers the events of the exchange and of the remote party. */
export interface FakeLine extends TelephonyLine {
  /** The AccessToken in use, or null when the line is unregistered. */
  readonly ticket: AccessToken | null
  /** The actions of the user on this line, oldest first. */
  readonly sent: readonly FakeLineAction[]
  /** How often `reconnect` was called. */
  readonly restarts: number

  /** A heartbeat of the exchange arrives. */
  beats(): void
  /** The exchange acknowledges the registration once more. */
  acknowledges(): void
  /** The AccessToken expires: calls no longer arrive, and a new token is requested. */
  expires(): void
  /** The exchange registers the identity of the AccessToken. */
  registers(): void
  goesOffline(reason: OfflineReason, detail?: string): void
  refuses(reason: RejectionReason, detail?: string): void
  /** `from` as Twilio gives it: `+15551234567`, `client:alice`, anything. Returns the id of the new call. */
  ring(from: string, options?: { id?: CallId; callerName?: string }): CallId
  /** The caller cancels, the call times out, or another device answers. */
  callerGivesUp(id: CallId): void
  /** An accepted call is connected. */
  opens(id: CallId): void
  /** An outgoing call rings at the remote party. */
  remoteRings(id: CallId): void
  /** The remote party answers an outgoing call. */
  remoteAnswers(id: CallId): void
  /** The remote party ends a connected call. */
  remoteHangsUp(id: CallId): void
  /** An outgoing call ends before it is answered: `busy`, `declined`, `no-answer`, `unreachable` ... */
  comesToNothing(id: CallId, endReason: EndReason, detail?: string): void
  /** The media connection of a connected call is lost, and then restored. */
  breaksOff(id: CallId): void
  comesBack(id: CallId): void
  /** Audio of the remote party stops arriving in a connected call, or arrives again. */
  hearsAudio(id: CallId, arriving: boolean): void
}

export type FakeLineAction =
  | { readonly type: 'accept' | 'reject' | 'hangup'; readonly id: CallId }
  | { readonly type: 'dial'; readonly id: CallId; readonly to: string }
  | { readonly type: 'mute'; readonly id: CallId; readonly muted: boolean }
  | { readonly type: 'digits'; readonly id: CallId; readonly digits: string }

type CallState = 'ringing' | 'accepting' | 'connecting' | 'remote-ringing' | 'connected'

interface FakeLineOptions {
  readonly clock: () => Timestamp
  /** Registers and connects accepted calls automatically, one microtask later. Default true. */
  readonly automatic?: boolean
  /** A new AccessToken is needed: the listener passes it to `register`. */
  readonly onTokenWanted?: () => void
}

/** Creates a line in memory. */
export function createFakeLine({
  clock,
  automatic = true,
  onTokenWanted = () => undefined,
}: FakeLineOptions): FakeLine {
  const listeners = new Set<TelephonyListener>()
  const activityListeners = new Set<ActivityListener>()
  const calls = new Map<CallId, CallState>()
  const sids = new Map<CallId, string>()
  const sent: FakeLineAction[] = []
  let accessToken: AccessToken | null = null
  let registered = false
  let callCount = 0
  let restarts = 0

  function emit(event: TelephonyEvent): void {
    for (const listener of listeners) listener(event)
  }

  function sign(given: SignallingActivity): void {
    for (const listener of activityListeners) listener(given)
  }

  function soon(work: () => void): void {
    if (automatic) queueMicrotask(work)
  }

  function end(id: CallId, endReason: EndReason, detail: string | null = null): void {
    if (calls.delete(id)) emit({ type: 'ended', at: clock(), id, endReason: endReason, detail })
  }

  function move(id: CallId, from: readonly CallState[], to: CallState): boolean {
    const state = calls.get(id)
    if (state === undefined || !from.includes(state)) return false
    calls.set(id, to)
    return true
  }

  function opens(id: CallId, from: readonly CallState[]): void {
    if (move(id, from, 'connected')) emit({ type: 'connected', at: clock(), id, sid: sids.get(id) ?? null })
  }

  function registers(): void {
    if (!accessToken) return
    registered = true
    sign('message')
    sign('acknowledged')
    emit({ type: 'registration-registered', at: clock(), identity: accessToken.identity })
  }

  function connect(): void {
    registered = false
    sign('reset')
    emit({ type: 'registration-connecting', at: clock() })
    soon(registers)
  }

  const line: FakeLine = {
    get ticket() {
      return accessToken
    },
    get sent() {
      return sent
    },
    get restarts() {
      return restarts
    },
    register(next) {
      const same =
        accessToken?.identity === next.identity && accessToken.signallingHost === next.signallingHost
      accessToken = next
      if (same && registered) {
        registers()
        return
      }
      connect()
    },
    accept(id) {
      if (!move(id, ['ringing'], 'accepting')) return
      sent.push({ type: 'accept', id })
      soon(() => opens(id, ['accepting']))
    },
    reject(id) {
      if (calls.get(id) !== 'ringing') return
      sent.push({ type: 'reject', id })
      end(id, 'rejected')
    },
    hangup(id) {
      const state = calls.get(id)
      if (state === undefined || state === 'ringing') return
      sent.push({ type: 'hangup', id })
      end(id, state === 'connecting' || state === 'remote-ringing' ? 'canceled' : 'local-hangup')
    },
    dial(id, to) {
      if (calls.has(id)) return
      sent.push({ type: 'dial', id, to })
      calls.set(id, 'connecting')
      sids.set(id, `CA${++callCount}`)
      if (!registered) {
        soon(() => end(id, 'connection-lost'))
      }
    },
    mute(id, muted) {
      if (calls.get(id) !== 'connected') return
      sent.push({ type: 'mute', id, muted })
      emit({ type: 'muted', at: clock(), id, muted })
    },
    sendDigits(id, digits) {
      if (calls.get(id) === 'connected') sent.push({ type: 'digits', id, digits })
    },
    reconnect() {
      restarts += 1
      if (accessToken && (calls.size === 0 || !registered)) connect()
    },
    onActivity(listener) {
      activityListeners.add(listener)
      return () => void activityListeners.delete(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async unregister() {
      for (const id of calls.keys()) end(id, calls.get(id) === 'ringing' ? 'missed' : 'local-hangup')
      accessToken = null
      registered = false
      sign('reset')
    },
    registers,
    beats: () => sign('message'),
    acknowledges: () => sign('acknowledged'),
    expires() {
      if (!registered) return
      registered = false
      emit({ type: 'registration-connecting', at: clock() })
      onTokenWanted()
    },
    goesOffline(reason, detail) {
      registered = false
      emit({ type: 'registration-offline', at: clock(), reason, detail: detail ?? null })
    },
    refuses(reason, detail) {
      registered = false
      accessToken = null
      emit({ type: 'registration-rejected', at: clock(), reason, detail: detail ?? null })
    },
    ring(from, { id = `CA${++callCount}`, callerName } = {}) {
      calls.set(id, 'ringing')
      sids.set(id, id)
      emit({ type: 'incoming', at: clock(), id, sid: id, from: parseParty(from, callerName) })
      return id
    },
    callerGivesUp: (id) => {
      if (calls.get(id) === 'ringing') end(id, 'missed')
    },
    opens: (id) => opens(id, ['accepting']),
    remoteRings(id) {
      if (move(id, ['connecting'], 'remote-ringing'))
        emit({ type: 'remote-ringing', at: clock(), id, sid: sids.get(id) ?? null })
    },
    remoteAnswers: (id) => opens(id, ['connecting', 'remote-ringing']),
    remoteHangsUp: (id) => {
      if (calls.get(id) === 'connected') end(id, 'remote-hangup')
    },
    comesToNothing: (id, endReason, detail) => {
      const state = calls.get(id)
      if (state === 'connecting' || state === 'remote-ringing') end(id, endReason, detail)
    },
    breaksOff(id) {
      if (calls.get(id) === 'connected') emit({ type: 'reconnecting', at: clock(), id })
    },
    hearsAudio(id, arriving) {
      if (calls.get(id) === 'connected') emit({ type: 'audio', at: clock(), id, arriving })
    },
    comesBack(id) {
      if (calls.get(id) === 'connected') emit({ type: 'reconnected', at: clock(), id })
    },
  }
  return line
}
