import type { TelephonyEvent } from '../../../../shared/domain/events.ts'
import { parseParty } from '../../../../shared/domain/party.ts'
import type { CallId, Timestamp } from '../../../../shared/domain/phone.ts'
import { createCallAudio } from '../../audio/call-audio.ts'
import { createCallIds } from './call-ids.ts'
import { listenToCall } from './call-listeners.ts'
import { createDtmfQueue } from './dtmf-queue.ts'
import { endReasonOf, isFatal, type CallEndFacts } from './end-reason.ts'
import { newTrackedCall, sidOf, type TrackedCall } from './tracked-call.ts'
import { restartIce } from '../sdk/ice-restart.ts'
import type { After } from '../registration/token-refresh.ts'
import { parseSdkError, type SdkGuard, type SdkCall } from '../sdk/sdk-port.ts'

/** How long a ringing call may wait for signalling to come back, and then to be invited again. */
const OFFLINE_GRACE_MS = 15_000
const INVITE_GRACE_MS = 3_000

/** The SDK's own number for signalling that was interrupted. */
const SOCKET_CLOSED = 53001

interface CallsDeps {
  readonly clock: () => Timestamp
  readonly after: After
  readonly emit: (event: TelephonyEvent) => void
  readonly guard: SdkGuard
  /** The last call is over. */
  readonly onIdle: () => void
}

export type Calls = ReturnType<typeof createCalls>

/** The live calls of a device, by id. Everything the SDK says about a call becomes an event here, once. */
export function createCalls({ clock, after, emit, guard, onIdle }: CallsDeps) {
  const trackedCalls = new Map<CallId, TrackedCall>()
  const nextId = createCallIds()
  /** Rejected while the socket was down: should the exchange invite again, it is told then. */
  const rejectedSids = new Set<string>()

  function finish(entry: TrackedCall, endedBy: CallEndFacts['endedBy']): void {
    if (trackedCalls.get(entry.id) !== entry) return
    const { state: stage, code, originalCode, detail, ringingAt: takenAt } = entry
    const elapsedMs = takenAt === null ? 0 : clock() - takenAt
    const ending = endReasonOf({ state: stage, endedBy, code, originalCode, elapsedMs })
    trackedCalls.delete(entry.id)
    entry.stopListening()
    entry.cancelExpiry?.()
    entry.dtmf?.stop()
    entry.call = null
    emit({ type: 'ended', at: clock(), id: entry.id, endReason: ending, detail })
    if (trackedCalls.size === 0) onIdle()
  }

  function recordError(entry: TrackedCall, error: unknown): void {
    Object.assign(entry, parseSdkError(error))
  }

  function recordSocketClosed(entry: TrackedCall): void {
    Object.assign(entry, { code: SOCKET_CLOSED, originalCode: null })
  }

  function clearError(entry: TrackedCall): void {
    Object.assign(entry, { code: null, originalCode: null, detail: null })
  }

  /** Ends it here: nothing the SDK says about it afterwards counts. */
  function end(entry: TrackedCall, endedBy: CallEndFacts['endedBy']): void {
    const { call } = entry
    entry.stopListening()
    if (call) guard(() => (entry.state === 'ringing' ? call.reject() : call.disconnect()))
    finish(entry, endedBy)
  }

  function attach(entry: TrackedCall, call: SdkCall): void {
    entry.stopListening()
    entry.call = call
    const ifOpen = (event: TelephonyEvent): void => {
      if (entry.state === 'connected') emit(event)
    }
    const audio = createCallAudio({
      clock,
      onChange: (arriving) => ifOpen({ type: 'audio', at: clock(), id: entry.id, arriving }),
      // While it reconnects, the SDK restarts ICE by itself.
      restore: () => guard(() => call.status() === 'open' && restartIce(call)),
    })
    entry.stopListening = listenToCall(call, {
      ringing() {
        entry.ringingAt ??= clock()
        emit({ type: 'remote-ringing', at: clock(), id: entry.id, sid: sidOf(entry) })
      },
      accept() {
        entry.state = 'connected'
        audio.connected()
        clearError(entry)
        emit({ type: 'connected', at: clock(), id: entry.id, sid: sidOf(entry) })
      },
      cancel: () => finish(entry, 'remote'),
      // Where a microphone cannot be had the SDK says `disconnect` first and why right after it.
      disconnect: () => queueMicrotask(() => finish(entry, 'remote')),
      error(error) {
        recordError(entry, error)
        if (isFatal(entry.code)) end(entry, 'app')
      },
      sample(sample) {
        if (entry.state === 'connected') audio.sample(sample)
      },
      mute: (muted) => ifOpen({ type: 'muted', at: clock(), id: entry.id, muted }),
      reconnecting: () => ifOpen({ type: 'reconnecting', at: clock(), id: entry.id }),
      reconnected() {
        clearError(entry)
        ifOpen({ type: 'reconnected', at: clock(), id: entry.id })
      },
      transportClose: () => socketClosed(entry),
    })
  }

  function socketClosed(entry: TrackedCall): void {
    switch (entry.state) {
      case 'ringing':
        markStale(entry)
        return
      case 'connecting':
        // The SDK would keep it, closed and silent, and refuse every later call because of it.
        failOutgoing(entry)
        return
      case 'accepting':
      case 'connected':
        recordSocketClosed(entry)
        // Without a token to come back with, the SDK closes the call and tells nobody.
        queueMicrotask(() => {
          if (entry.call?.status() === 'closed') finish(entry, 'app')
        })
    }
  }

  /** Signalling is lost, which ends a call that is being placed. */
  function failOutgoing(entry: TrackedCall): void {
    recordSocketClosed(entry)
    end(entry, 'app')
  }

  function markStale(entry: TrackedCall): void {
    const old = entry.call
    entry.stopListening()
    entry.call = null
    // Once the SDK has noticed that the socket is gone, this lets go of the call without telling the exchange.
    if (old) queueMicrotask(() => guard(() => old.disconnect()))
    expireAfter(entry, OFFLINE_GRACE_MS)
  }

  function expireAfter(entry: TrackedCall, ms: number): void {
    entry.cancelExpiry?.()
    entry.cancelExpiry = after(ms, () => {
      recordSocketClosed(entry)
      finish(entry, 'app')
    })
  }

  /** The same CallSid again: the socket dropped while it rang. The person sees one call that goes on ringing. */
  function reinvited(entry: TrackedCall, call: SdkCall): void {
    if (entry.state === 'connected') return
    entry.cancelExpiry?.()
    entry.cancelExpiry = null
    attach(entry, call)
    if (entry.state === 'accepting') guard(() => call.accept())
  }

  function ringing(call: SdkCall): TrackedCall {
    const sid = call.parameters['CallSid'] ?? ''
    const entry = newTrackedCall(nextId(sid), sid)
    trackedCalls.set(entry.id, entry)
    attach(entry, call)
    const from = parseParty(call.parameters['From'] ?? '', call.customParameters.get('callerName'))
    emit({ type: 'incoming', at: clock(), id: entry.id, sid: sid.slice(0, 100), from })
    return entry
  }

  async function placeCall(entry: TrackedCall, connect: () => Promise<SdkCall>): Promise<void> {
    try {
      const call = await connect()
      if (trackedCalls.get(entry.id) === entry) attach(entry, call)
      else guard(() => call.disconnect())
    } catch (error) {
      recordError(entry, error)
      finish(entry, 'app')
    }
  }

  return {
    get size() {
      return trackedCalls.size
    },
    /** The device was called. */
    incoming(call: SdkCall): void {
      const sid = call.parameters['CallSid'] ?? ''
      if (rejectedSids.delete(sid)) {
        guard(() => call.reject())
        return
      }
      const known = [...trackedCalls.values()].find(({ incomingSid: invitedAs }) => invitedAs === sid)
      if (known) reinvited(known, call)
      else if (call.status() !== 'closed') ringing(call)
    },
    accept(id: CallId): void {
      const entry = trackedCalls.get(id)
      if (entry?.state !== 'ringing') return
      const { call } = entry
      if (call?.status() === 'closed') return finish(entry, 'remote')
      entry.state = 'accepting'
      if (call) guard(() => call.accept())
    },
    reject(id: CallId): void {
      const entry = trackedCalls.get(id)
      if (entry?.state !== 'ringing') return
      if (!entry.call && entry.incomingSid !== null) rejectedSids.add(entry.incomingSid)
      end(entry, 'user')
    },
    hangup(id: CallId): void {
      const entry = trackedCalls.get(id)
      if (!entry || entry.state === 'ringing') return
      // Not yet open and the socket gone: the exchange may take it for ringing still, and invite again.
      const unheard = entry.state === 'accepting' && (!entry.call || entry.code === SOCKET_CLOSED)
      if (unheard && entry.incomingSid !== null) rejectedSids.add(entry.incomingSid)
      end(entry, 'user')
    },
    /** Places a call. It may be hung up while `connect` is still under way. */
    dial(id: CallId, connect: () => Promise<SdkCall>): void {
      if (trackedCalls.has(id)) return
      const entry = newTrackedCall(id, null)
      trackedCalls.set(id, entry)
      void placeCall(entry, connect)
    },
    mute(id: CallId, muted: boolean): void {
      const entry = trackedCalls.get(id)
      if (entry?.state === 'connected') guard(() => entry.call?.mute(muted))
    },
    sendDigits(id: CallId, digits: string): void {
      const entry = trackedCalls.get(id)
      if (entry?.state !== 'connected') return
      entry.dtmf ??= createDtmfQueue(after, (digit) => guard(() => entry.call?.sendDigits(digit)))
      entry.dtmf.add(digits.replaceAll(/[^\d*#w]/g, ''))
    },
    /** The device is registered again: whoever still rings there is about to be invited again. */
    registered(): void {
      for (const entry of trackedCalls.values()) if (entry.cancelExpiry) expireAfter(entry, INVITE_GRACE_MS)
    },
    /** Signalling is gone for good. Calls that talk may go on; those that ring or are being placed cannot. */
    abandoned(): void {
      for (const entry of trackedCalls.values()) {
        if (entry.state === 'connecting') failOutgoing(entry)
        else if (entry.state === 'ringing' && entry.call) markStale(entry)
      }
    },
    endAll(): void {
      for (const entry of trackedCalls.values()) {
        if (entry.state === 'ringing') finish(entry, 'app')
        else end(entry, 'user')
      }
      rejectedSids.clear()
    },
  }
}
