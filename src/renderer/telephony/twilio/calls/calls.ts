import type { TelephonyEvent } from '../../../../shared/domain/events.ts'
import { parseParty } from '../../../../shared/domain/party.ts'
import type { CallId, Timestamp } from '../../../../shared/domain/phone.ts'
import { createCallAudio } from '../../audio/call-audio.ts'
import { createCallIds } from './call-ids.ts'
import { listenToCall } from './call-listeners.ts'
import { createDtmfQueue } from './dtmf-queue.ts'
import { endReasonOf, isFatal, type CallEndFacts } from './end-reason.ts'
import { newTrackedCall, sidOf, type TrackedCall } from './tracked-call.ts'
import { INVITE_GRACE_MS } from '../../../../shared/domain/signalling-timing.ts'
import { restartIce } from '../sdk/ice-restart.ts'
import type { After } from '../registration/token-refresh.ts'
import { parseSdkError, type SdkGuard, type SdkCall } from '../sdk/sdk-port.ts'

/** How long a ringing call waits for signalling to be restored, and then for another invite, in milliseconds. */
const OFFLINE_GRACE_MS = 15_000

/** The SDK's error code for interrupted signalling. */
const SOCKET_CLOSED = 53001

interface CallsDeps {
  readonly clock: () => Timestamp
  readonly after: After
  readonly emit: (event: TelephonyEvent) => void
  readonly guard: SdkGuard
  /** Called when the last call has ended. */
  readonly onIdle: () => void
}

export type Calls = ReturnType<typeof createCalls>

/** The live calls of a device, by id. Emits each event of the SDK about a call once, as a `TelephonyEvent`. */
export function createCalls({ clock, after, emit, guard, onIdle }: CallsDeps) {
  const trackedCalls = new Map<CallId, TrackedCall>()
  const nextId = createCallIds()
  /** CallSids rejected while the socket was closed. If the exchange invites again, the call is rejected then. */
  const rejectedSids = new Set<string>()

  function finish(tracked: TrackedCall, endedBy: CallEndFacts['endedBy']): void {
    if (trackedCalls.get(tracked.id) !== tracked) return
    const { state, code, originalCode, detail, ringingAt } = tracked
    const elapsedMs = ringingAt === null ? 0 : clock() - ringingAt
    const endReason = endReasonOf({ state, endedBy, code, originalCode, elapsedMs })
    trackedCalls.delete(tracked.id)
    tracked.stopListening()
    tracked.cancelExpiry?.()
    tracked.dtmf?.stop()
    tracked.call = null
    emit({ type: 'ended', at: clock(), id: tracked.id, endReason, detail })
    if (trackedCalls.size === 0) onIdle()
  }

  function recordError(tracked: TrackedCall, error: unknown): void {
    Object.assign(tracked, parseSdkError(error))
  }

  function recordSocketClosed(tracked: TrackedCall): void {
    Object.assign(tracked, { code: SOCKET_CLOSED, originalCode: null })
  }

  function clearError(tracked: TrackedCall): void {
    Object.assign(tracked, { code: null, originalCode: null, detail: null })
  }

  /** Ends the call. Later events of the SDK about it are ignored. */
  function end(tracked: TrackedCall, endedBy: CallEndFacts['endedBy']): void {
    const { call } = tracked
    tracked.stopListening()
    if (call) guard(() => (tracked.state === 'ringing' ? call.reject() : call.disconnect()))
    finish(tracked, endedBy)
  }

  function attach(tracked: TrackedCall, call: SdkCall): void {
    tracked.stopListening()
    tracked.call = call
    const emitIfConnected = (event: TelephonyEvent): void => {
      if (tracked.state === 'connected') emit(event)
    }
    const audio = createCallAudio({
      clock,
      onChange: (arriving) => emitIfConnected({ type: 'audio', at: clock(), id: tracked.id, arriving }),
      // While it reconnects, the SDK restarts ICE by itself.
      restore: () => guard(() => call.status() === 'open' && restartIce(call)),
    })
    tracked.stopListening = listenToCall(call, {
      ringing() {
        tracked.ringingAt ??= clock()
        emit({ type: 'remote-ringing', at: clock(), id: tracked.id, sid: sidOf(tracked) })
      },
      accept() {
        tracked.state = 'connected'
        audio.connected()
        clearError(tracked)
        emit({ type: 'connected', at: clock(), id: tracked.id, sid: sidOf(tracked) })
      },
      cancel: () => finish(tracked, 'remote'),
      // Without a microphone the SDK emits `disconnect` first and the error right after it.
      disconnect: () => queueMicrotask(() => finish(tracked, 'remote')),
      error(error) {
        recordError(tracked, error)
        if (isFatal(tracked.code)) end(tracked, 'app')
      },
      sample(sample) {
        if (tracked.state === 'connected') audio.sample(sample)
      },
      mute: (muted) => emitIfConnected({ type: 'muted', at: clock(), id: tracked.id, muted }),
      reconnecting: () => emitIfConnected({ type: 'reconnecting', at: clock(), id: tracked.id }),
      reconnected() {
        clearError(tracked)
        emitIfConnected({ type: 'reconnected', at: clock(), id: tracked.id })
      },
      transportClose: () => socketClosed(tracked),
    })
  }

  function socketClosed(tracked: TrackedCall): void {
    switch (tracked.state) {
      case 'ringing':
        markStale(tracked)
        return
      case 'connecting':
        // The SDK would keep the closed call and refuse every later call because of it.
        failOutgoing(tracked)
        return
      case 'accepting':
      case 'connected':
        recordSocketClosed(tracked)
        // Without a reconnect token the SDK closes the call and emits no event.
        queueMicrotask(() => {
          if (tracked.call?.status() === 'closed') finish(tracked, 'app')
        })
    }
  }

  /** Ends an outgoing call because signalling was lost. */
  function failOutgoing(tracked: TrackedCall): void {
    recordSocketClosed(tracked)
    end(tracked, 'app')
  }

  function markStale(tracked: TrackedCall): void {
    const old = tracked.call
    tracked.stopListening()
    tracked.call = null
    // After the SDK has detected the closed socket, this releases the call without a message to the exchange.
    if (old) queueMicrotask(() => guard(() => old.disconnect()))
    expireAfter(tracked, OFFLINE_GRACE_MS)
  }

  function expireAfter(tracked: TrackedCall, ms: number): void {
    tracked.cancelExpiry?.()
    tracked.cancelExpiry = after(ms, () => {
      recordSocketClosed(tracked)
      finish(tracked, 'app')
    })
  }

  /** The socket closed while the call rang, and the exchange sent the same CallSid again. It remains one ringing call. */
  function reinvited(tracked: TrackedCall, call: SdkCall): void {
    if (tracked.state === 'connected') return
    tracked.cancelExpiry?.()
    tracked.cancelExpiry = null
    attach(tracked, call)
    if (tracked.state === 'accepting') guard(() => call.accept())
  }

  function ringing(call: SdkCall): TrackedCall {
    const sid = call.parameters['CallSid'] ?? ''
    const tracked = newTrackedCall(nextId(sid), sid)
    trackedCalls.set(tracked.id, tracked)
    attach(tracked, call)
    const from = parseParty(call.parameters['From'] ?? '', call.customParameters.get('callerName'))
    emit({ type: 'incoming', at: clock(), id: tracked.id, sid: sid.slice(0, 100), from })
    return tracked
  }

  async function placeCall(tracked: TrackedCall, connect: () => Promise<SdkCall>): Promise<void> {
    try {
      const call = await connect()
      if (trackedCalls.get(tracked.id) === tracked) attach(tracked, call)
      else guard(() => call.disconnect())
    } catch (error) {
      recordError(tracked, error)
      finish(tracked, 'app')
    }
  }

  return {
    get size() {
      return trackedCalls.size
    },
    /** The SDK reported an incoming call. */
    incoming(call: SdkCall): void {
      const sid = call.parameters['CallSid'] ?? ''
      if (rejectedSids.delete(sid)) {
        guard(() => call.reject())
        return
      }
      const known = [...trackedCalls.values()].find(({ incomingSid }) => incomingSid === sid)
      if (known) reinvited(known, call)
      else if (call.status() !== 'closed') ringing(call)
    },
    accept(id: CallId): void {
      const tracked = trackedCalls.get(id)
      if (tracked?.state !== 'ringing') return
      const { call } = tracked
      if (call?.status() === 'closed') return finish(tracked, 'remote')
      tracked.state = 'accepting'
      if (call) guard(() => call.accept())
    },
    reject(id: CallId): void {
      const tracked = trackedCalls.get(id)
      if (tracked?.state !== 'ringing') return
      if (!tracked.call && tracked.incomingSid !== null) rejectedSids.add(tracked.incomingSid)
      end(tracked, 'user')
    },
    hangup(id: CallId): void {
      const tracked = trackedCalls.get(id)
      if (!tracked || tracked.state === 'ringing') return
      // Not connected yet and the socket is closed: for the exchange it may still ring, and it may invite again.
      const isUnconfirmed = tracked.state === 'accepting' && (!tracked.call || tracked.code === SOCKET_CLOSED)
      if (isUnconfirmed && tracked.incomingSid !== null) rejectedSids.add(tracked.incomingSid)
      end(tracked, 'user')
    },
    /** Places a call. It can be hung up before `connect` has resolved. */
    dial(id: CallId, connect: () => Promise<SdkCall>): void {
      if (trackedCalls.has(id)) return
      const tracked = newTrackedCall(id, null)
      trackedCalls.set(id, tracked)
      void placeCall(tracked, connect)
    },
    mute(id: CallId, muted: boolean): void {
      const tracked = trackedCalls.get(id)
      if (tracked?.state === 'connected') guard(() => tracked.call?.mute(muted))
    },
    sendDigits(id: CallId, digits: string): void {
      const tracked = trackedCalls.get(id)
      if (tracked?.state !== 'connected') return
      tracked.dtmf ??= createDtmfQueue(after, (digit) => guard(() => tracked.call?.sendDigits(digit)))
      tracked.dtmf.add(digits.replaceAll(/[^\d*#w]/g, ''))
    },
    /** The device is registered again. The exchange sends another invite for each call that still rings. */
    registered(): void {
      for (const tracked of trackedCalls.values())
        if (tracked.cancelExpiry) expireAfter(tracked, INVITE_GRACE_MS)
    },
    /** Signalling is closed permanently. Connected calls continue; ringing and outgoing calls do not. */
    abandoned(): void {
      for (const tracked of trackedCalls.values()) {
        if (tracked.state === 'connecting') failOutgoing(tracked)
        else if (tracked.state === 'ringing' && tracked.call) markStale(tracked)
      }
    },
    endAll(): void {
      for (const tracked of trackedCalls.values()) {
        if (tracked.state === 'ringing') finish(tracked, 'app')
        else end(tracked, 'user')
      }
      rejectedSids.clear()
    },
  }
}
