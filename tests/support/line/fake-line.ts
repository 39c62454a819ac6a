import type { Ticket } from '../../../src/shared/ipc/contract.ts'
import type { LineEvent } from '../../../src/shared/domain/events.ts'
import { partyFrom } from '../../../src/shared/domain/party.ts'
import type {
  CallId,
  Ending,
  OfflineReason,
  RefusalReason,
  Timestamp,
} from '../../../src/shared/domain/phone.ts'
import type {
  LineListener,
  Sign,
  SignListener,
  TelephoneLine,
} from '../../../src/renderer/telephony/telephony-line.ts'

/** A line that reaches nobody: what the network and the other end would do is done by hand. For tests and pictures. */
export interface FakeLine extends TelephoneLine {
  /** The ticket in use, or null while the line is closed. */
  readonly ticket: Ticket | null
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
  refuses(reason: RefusalReason, detail?: string): void
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
  /** A placed call comes to nothing: `busy`, `rejected-remotely`, `no-answer`, `unreachable` ... */
  comesToNothing(id: CallId, ending: Ending, detail?: string): void
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

type Stage = 'ringing' | 'answering' | 'dialling' | 'alerting' | 'open'

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
  const listeners = new Set<LineListener>()
  const feelers = new Set<SignListener>()
  const calls = new Map<CallId, Stage>()
  const sids = new Map<CallId, string>()
  const sent: FakeLineAction[] = []
  let ticket: Ticket | null = null
  let registered = false
  let rung = 0
  let restarts = 0

  function emit(event: LineEvent): void {
    for (const listener of listeners) listener(event)
  }

  function sign(given: Sign): void {
    for (const feeler of feelers) feeler(given)
  }

  function soon(work: () => void): void {
    if (automatic) queueMicrotask(work)
  }

  function end(id: CallId, ending: Ending, detail: string | null = null): void {
    if (calls.delete(id)) emit({ type: 'ended', at: clock(), id, ending, detail })
  }

  function move(id: CallId, from: readonly Stage[], to: Stage): boolean {
    const stage = calls.get(id)
    if (stage === undefined || !from.includes(stage)) return false
    calls.set(id, to)
    return true
  }

  function opens(id: CallId, from: readonly Stage[]): void {
    if (move(id, from, 'open')) emit({ type: 'open', at: clock(), id, sid: sids.get(id) ?? null })
  }

  function registers(): void {
    if (!ticket) return
    registered = true
    sign('heard')
    sign('registered')
    emit({ type: 'line-ready', at: clock(), identity: ticket.identity })
  }

  function anew(): void {
    registered = false
    sign('left')
    emit({ type: 'line-connecting', at: clock() })
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
    open(next) {
      const same = ticket?.identity === next.identity && ticket.signallingHost === next.signallingHost
      ticket = next
      if (same && registered) {
        registers()
        return
      }
      anew()
    },
    accept(id) {
      if (!move(id, ['ringing'], 'answering')) return
      sent.push({ type: 'accept', id })
      soon(() => opens(id, ['answering']))
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
      end(id, stage === 'dialling' || stage === 'alerting' ? 'given-up' : 'hung-up')
    },
    dial(id, to) {
      if (calls.has(id)) return
      sent.push({ type: 'dial', id, to })
      calls.set(id, 'dialling')
      sids.set(id, `CA${++rung}`)
      if (!registered) {
        soon(() => end(id, 'connection-lost'))
      }
    },
    mute(id, muted) {
      if (calls.get(id) !== 'open') return
      sent.push({ type: 'mute', id, muted })
      emit({ type: 'muted', at: clock(), id, muted })
    },
    sendDigits(id, digits) {
      if (calls.get(id) === 'open') sent.push({ type: 'digits', id, digits })
    },
    restart() {
      restarts += 1
      if (ticket && (calls.size === 0 || !registered)) anew()
    },
    feel(listener) {
      feelers.add(listener)
      return () => void feelers.delete(listener)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      for (const id of calls.keys()) end(id, calls.get(id) === 'ringing' ? 'missed' : 'hung-up')
      ticket = null
      registered = false
      sign('left')
    },
    registers,
    beats: () => sign('heard'),
    acknowledges: () => sign('registered'),
    expires() {
      if (!registered) return
      registered = false
      emit({ type: 'line-connecting', at: clock() })
      onTokenWanted()
    },
    goesOffline(reason, detail) {
      registered = false
      emit({ type: 'line-offline', at: clock(), reason, detail: detail ?? null })
    },
    refuses(reason, detail) {
      registered = false
      ticket = null
      emit({ type: 'line-refused', at: clock(), reason, detail: detail ?? null })
    },
    ring(from, { id = `CA${++rung}`, callerName } = {}) {
      calls.set(id, 'ringing')
      sids.set(id, id)
      emit({ type: 'incoming', at: clock(), id, sid: id, from: partyFrom(from, callerName) })
      return id
    },
    callerGivesUp: (id) => {
      if (calls.get(id) === 'ringing') end(id, 'missed')
    },
    opens: (id) => opens(id, ['answering']),
    remoteRings(id) {
      if (move(id, ['dialling'], 'alerting'))
        emit({ type: 'alerting', at: clock(), id, sid: sids.get(id) ?? null })
    },
    remoteAnswers: (id) => opens(id, ['dialling', 'alerting']),
    remoteHangsUp: (id) => {
      if (calls.get(id) === 'open') end(id, 'hung-up-remotely')
    },
    comesToNothing: (id, ending, detail) => {
      const stage = calls.get(id)
      if (stage === 'dialling' || stage === 'alerting') end(id, ending, detail)
    },
    breaksOff(id) {
      if (calls.get(id) === 'open') emit({ type: 'reconnecting', at: clock(), id })
    },
    hearsAudio(id, arriving) {
      if (calls.get(id) === 'open') emit({ type: 'audio', at: clock(), id, arriving })
    },
    comesBack(id) {
      if (calls.get(id) === 'open') emit({ type: 'reconnected', at: clock(), id })
    },
  }
  return line
}
