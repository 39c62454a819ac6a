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

/** A line that reaches nobody: what the network and the other end would do is done by hand. For tests and pictures. */
export interface FakeLine extends TelephonyLine {
  /** The ticket in use, or null while the line is closed. */
  readonly ticket: AccessToken | null
  /** What the person did on the line, oldest first. */
  readonly sent: readonly FakeLineAction[]
  /** How often it was asked to restart. */
  readonly restarts: number

  /** The exchange is heard: a heartbeat. */
  beats(): void
  /** The exchange acknowledges the registration once more. */
  acknowledges(): void
  /** The token runs out: calls no longer arrive, and a fresh ticket is asked for. */
  expires(): void
  /** The exchange lets the ticket's identity in. */
  registers(): void
  goesOffline(reason: OfflineReason, detail?: string): void
  refuses(reason: RejectionReason, detail?: string): void
  /** `from` as Twilio gives it: `+15551234567`, `client:alice`, anything. Answers the new call's id. */
  ring(from: string, options?: { id?: CallId; callerName?: string }): CallId
  /** The caller gives up, the call rings out, or somebody else answers. */
  callerGivesUp(id: CallId): void
  /** An accepted call gets its audio. */
  opens(id: CallId): void
  /** The other end of a placed call rings. */
  remoteRings(id: CallId): void
  /** The other end of a placed call answers. */
  remoteAnswers(id: CallId): void
  /** The other end hangs up an open call. */
  remoteHangsUp(id: CallId): void
  /** A placed call comes to nothing: `busy`, `declined`, `no-answer`, `unreachable` ... */
  comesToNothing(id: CallId, endReason: EndReason, detail?: string): void
  /** The media of an open call breaks off, and comes back. */
  breaksOff(id: CallId): void
  comesBack(id: CallId): void
  /** Audio of the other side stops arriving in a connected call, or arrives again. */
  hearsAudio(id: CallId, arriving: boolean): void
}

export type FakeLineAction =
  | { readonly type: 'accept' | 'reject' | 'hangup'; readonly id: CallId }
  | { readonly type: 'dial'; readonly id: CallId; readonly to: string }
  | { readonly type: 'mute'; readonly id: CallId; readonly muted: boolean }
  | { readonly type: 'digits'; readonly id: CallId; readonly digits: string }

type Stage = 'ringing' | 'accepting' | 'connecting' | 'remote-ringing' | 'connected'

interface FakeLineOptions {
  readonly clock: () => Timestamp
  /** Registers and opens accepted calls by itself, a microtask later. Otherwise by hand. Default true. */
  readonly automatic?: boolean
  /** A fresh ticket is wanted through `open`. */
  readonly onTokenWanted?: () => void
}

/** A line in memory. */
export function createFakeLine({
  clock,
  automatic = true,
  onTokenWanted = () => undefined,
}: FakeLineOptions): FakeLine {
  const listeners = new Set<TelephonyListener>()
  const feelers = new Set<ActivityListener>()
  const calls = new Map<CallId, Stage>()
  const sids = new Map<CallId, string>()
  const sent: FakeLineAction[] = []
  let ticket: AccessToken | null = null
  let registered = false
  let rung = 0
  let restarts = 0

  function emit(event: TelephonyEvent): void {
    for (const listener of listeners) listener(event)
  }

  function sign(given: SignallingActivity): void {
    for (const feeler of feelers) feeler(given)
  }

  function soon(work: () => void): void {
    if (automatic) queueMicrotask(work)
  }

  function end(id: CallId, endReason: EndReason, detail: string | null = null): void {
    if (calls.delete(id)) emit({ type: 'ended', at: clock(), id, endReason: endReason, detail })
  }

  function move(id: CallId, from: readonly Stage[], to: Stage): boolean {
    const stage = calls.get(id)
    if (stage === undefined || !from.includes(stage)) return false
    calls.set(id, to)
    return true
  }

  function opens(id: CallId, from: readonly Stage[]): void {
    if (move(id, from, 'connected')) emit({ type: 'connected', at: clock(), id, sid: sids.get(id) ?? null })
  }

  function registers(): void {
    if (!ticket) return
    registered = true
    sign('message')
    sign('acknowledged')
    emit({ type: 'registration-registered', at: clock(), identity: ticket.identity })
  }

  function anew(): void {
    registered = false
    sign('reset')
    emit({ type: 'registration-connecting', at: clock() })
    soon(registers)
  }

  const line: FakeLine = {
    get ticket() {
      return ticket
    },
    get sent() {
      return sent
    },
    get restarts() {
      return restarts
    },
    register(next) {
      const same = ticket?.identity === next.identity && ticket.signallingHost === next.signallingHost
      ticket = next
      if (same && registered) {
        registers()
        return
      }
      anew()
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
      const stage = calls.get(id)
      if (stage === undefined || stage === 'ringing') return
      sent.push({ type: 'hangup', id })
      end(id, stage === 'connecting' || stage === 'remote-ringing' ? 'canceled' : 'local-hangup')
    },
    dial(id, to) {
      if (calls.has(id)) return
      sent.push({ type: 'dial', id, to })
      calls.set(id, 'connecting')
      sids.set(id, `CA${++rung}`)
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
      if (ticket && (calls.size === 0 || !registered)) anew()
    },
    onActivity(listener) {
      feelers.add(listener)
      return () => void feelers.delete(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async unregister() {
      for (const id of calls.keys()) end(id, calls.get(id) === 'ringing' ? 'missed' : 'local-hangup')
      ticket = null
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
      ticket = null
      emit({ type: 'registration-rejected', at: clock(), reason, detail: detail ?? null })
    },
    ring(from, { id = `CA${++rung}`, callerName } = {}) {
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
      const stage = calls.get(id)
      if (stage === 'connecting' || stage === 'remote-ringing') end(id, endReason, detail)
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
