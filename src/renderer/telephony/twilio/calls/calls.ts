import type { LineEvent } from '../../../../shared/domain/events.ts'
import { partyFrom } from '../../../../shared/domain/party.ts'
import type { CallId, Timestamp } from '../../../../shared/domain/phone.ts'
import { createCallAudio } from '../../audio/call-audio.ts'
import { createCallIds } from './call-ids.ts'
import { listenTo } from './call-listeners.ts'
import { createDigitPace } from './dtmf-queue.ts'
import { endingOf, isHopeless, type EndEvidence } from './end-reason.ts'
import { newEntry, sidOf, type Entry } from './tracked-call.ts'
import { restartIce } from '../sdk/ice-restart.ts'
import type { After } from '../registration/token-refresh.ts'
import { readProblem, type Quietly, type SdkCall } from '../sdk/sdk-port.ts'

/** How long a ringing call may wait for signalling to come back, and then to be invited again. */
const OFFLINE_GRACE_MS = 15_000
const INVITE_GRACE_MS = 3_000

/** The SDK's own number for signalling that was interrupted. */
const SOCKET_CLOSED = 53001

interface CallsOptions {
  readonly clock: () => Timestamp
  readonly after: After
  readonly emit: (event: LineEvent) => void
  readonly quietly: Quietly
  /** The last call is over. */
  readonly onIdle: () => void
}

export type Calls = ReturnType<typeof createCalls>

/** The live calls of a device, by id. Everything the SDK says about a call becomes an event here, once. */
export function createCalls({ clock, after, emit, quietly, onIdle }: CallsOptions) {
  const entries = new Map<CallId, Entry>()
  const nextId = createCallIds()
  /** Rejected while the socket was down: should the exchange invite again, it is told then. */
  const declined = new Set<string>()

  function finish(entry: Entry, endedBy: EndEvidence['endedBy']): void {
    if (entries.get(entry.id) !== entry) return
    const { stage, code, originalCode, detail, takenAt } = entry
    const elapsedMs = takenAt === null ? 0 : clock() - takenAt
    const ending = endingOf({ stage, endedBy, code, originalCode, elapsedMs })
    entries.delete(entry.id)
    entry.stopListening()
    entry.cancelRetirement?.()
    entry.digits?.stop()
    entry.call = null
    emit({ type: 'ended', at: clock(), id: entry.id, ending, detail })
    if (entries.size === 0) onIdle()
  }

  function note(entry: Entry, error: unknown): void {
    Object.assign(entry, readProblem(error))
  }

  function loseSignalling(entry: Entry): void {
    Object.assign(entry, { code: SOCKET_CLOSED, originalCode: null })
  }

  function forgive(entry: Entry): void {
    Object.assign(entry, { code: null, originalCode: null, detail: null })
  }

  /** Ends it here: nothing the SDK says about it afterwards counts. */
  function end(entry: Entry, endedBy: EndEvidence['endedBy']): void {
    const { call } = entry
    entry.stopListening()
    if (call) quietly(() => (entry.stage === 'ringing' ? call.reject() : call.disconnect()))
    finish(entry, endedBy)
  }

  function bind(entry: Entry, call: SdkCall): void {
    entry.stopListening()
    entry.call = call
    const ifOpen = (event: LineEvent): void => {
      if (entry.stage === 'open') emit(event)
    }
    const audio = createCallAudio({
      clock,
      onChange: (arriving) => ifOpen({ type: 'audio', at: clock(), id: entry.id, arriving }),
      // While it reconnects, the SDK restarts ICE by itself.
      restore: () => quietly(() => call.status() === 'open' && restartIce(call)),
    })
    entry.stopListening = listenTo(call, {
      ringing() {
        entry.takenAt ??= clock()
        emit({ type: 'alerting', at: clock(), id: entry.id, sid: sidOf(entry) })
      },
      accept() {
        entry.stage = 'open'
        audio.connected()
        forgive(entry)
        emit({ type: 'open', at: clock(), id: entry.id, sid: sidOf(entry) })
      },
      cancel: () => finish(entry, 'exchange'),
      // Where a microphone cannot be had the SDK says `disconnect` first and why right after it.
      disconnect: () => queueMicrotask(() => finish(entry, 'exchange')),
      error(error) {
        note(entry, error)
        if (isHopeless(entry.code)) end(entry, 'program')
      },
      sample(sample) {
        if (entry.stage === 'open') audio.sample(sample)
      },
      mute: (muted) => ifOpen({ type: 'muted', at: clock(), id: entry.id, muted }),
      reconnecting: () => ifOpen({ type: 'reconnecting', at: clock(), id: entry.id }),
      reconnected() {
        forgive(entry)
        ifOpen({ type: 'reconnected', at: clock(), id: entry.id })
      },
      transportClose: () => socketClosed(entry),
    })
  }

  function socketClosed(entry: Entry): void {
    switch (entry.stage) {
      case 'ringing':
        goStale(entry)
        return
      case 'dialling':
        // The SDK would keep it, closed and silent, and refuse every later call because of it.
        lose(entry)
        return
      case 'answering':
      case 'open':
        loseSignalling(entry)
        // Without a token to come back with, the SDK closes the call and tells nobody.
        queueMicrotask(() => {
          if (entry.call?.status() === 'closed') finish(entry, 'program')
        })
    }
  }

  /** Signalling is lost, which ends a call that is being placed. */
  function lose(entry: Entry): void {
    loseSignalling(entry)
    end(entry, 'program')
  }

  function goStale(entry: Entry): void {
    const old = entry.call
    entry.stopListening()
    entry.call = null
    // Once the SDK has noticed that the socket is gone, this lets go of the call without telling the exchange.
    if (old) queueMicrotask(() => quietly(() => old.disconnect()))
    retireAfter(entry, OFFLINE_GRACE_MS)
  }

  function retireAfter(entry: Entry, ms: number): void {
    entry.cancelRetirement?.()
    entry.cancelRetirement = after(ms, () => {
      loseSignalling(entry)
      finish(entry, 'program')
    })
  }

  /** The same CallSid again: the socket dropped while it rang. The person sees one call that goes on ringing. */
  function invitedAgain(entry: Entry, call: SdkCall): void {
    if (entry.stage === 'open') return
    entry.cancelRetirement?.()
    entry.cancelRetirement = null
    bind(entry, call)
    if (entry.stage === 'answering') quietly(() => call.accept())
  }

  function ringing(call: SdkCall): Entry {
    const sid = call.parameters['CallSid'] ?? ''
    const entry = newEntry(nextId(sid), sid)
    entries.set(entry.id, entry)
    bind(entry, call)
    const from = partyFrom(call.parameters['From'] ?? '', call.customParameters.get('callerName'))
    emit({ type: 'incoming', at: clock(), id: entry.id, sid: sid.slice(0, 100), from })
    return entry
  }

  async function place(entry: Entry, connect: () => Promise<SdkCall>): Promise<void> {
    try {
      const call = await connect()
      if (entries.get(entry.id) === entry) bind(entry, call)
      else quietly(() => call.disconnect())
    } catch (error) {
      note(entry, error)
      finish(entry, 'program')
    }
  }

  return {
    get size() {
      return entries.size
    },
    /** The device was called. */
    incoming(call: SdkCall): void {
      const sid = call.parameters['CallSid'] ?? ''
      if (declined.delete(sid)) {
        quietly(() => call.reject())
        return
      }
      const known = [...entries.values()].find(({ invitedAs }) => invitedAs === sid)
      if (known) invitedAgain(known, call)
      else if (call.status() !== 'closed') ringing(call)
    },
    accept(id: CallId): void {
      const entry = entries.get(id)
      if (entry?.stage !== 'ringing') return
      const { call } = entry
      if (call?.status() === 'closed') return finish(entry, 'exchange')
      entry.stage = 'answering'
      if (call) quietly(() => call.accept())
    },
    reject(id: CallId): void {
      const entry = entries.get(id)
      if (entry?.stage !== 'ringing') return
      if (!entry.call && entry.invitedAs !== null) declined.add(entry.invitedAs)
      end(entry, 'person')
    },
    hangup(id: CallId): void {
      const entry = entries.get(id)
      if (!entry || entry.stage === 'ringing') return
      // Not yet open and the socket gone: the exchange may take it for ringing still, and invite again.
      const unheard = entry.stage === 'answering' && (!entry.call || entry.code === SOCKET_CLOSED)
      if (unheard && entry.invitedAs !== null) declined.add(entry.invitedAs)
      end(entry, 'person')
    },
    /** Places a call. It may be hung up while `connect` is still under way. */
    dial(id: CallId, connect: () => Promise<SdkCall>): void {
      if (entries.has(id)) return
      const entry = newEntry(id, null)
      entries.set(id, entry)
      void place(entry, connect)
    },
    mute(id: CallId, muted: boolean): void {
      const entry = entries.get(id)
      if (entry?.stage === 'open') quietly(() => entry.call?.mute(muted))
    },
    sendDigits(id: CallId, digits: string): void {
      const entry = entries.get(id)
      if (entry?.stage !== 'open') return
      entry.digits ??= createDigitPace(after, (digit) => quietly(() => entry.call?.sendDigits(digit)))
      entry.digits.add(digits.replaceAll(/[^\d*#w]/g, ''))
    },
    /** The device is registered again: whoever still rings there is about to be invited again. */
    registered(): void {
      for (const entry of entries.values()) if (entry.cancelRetirement) retireAfter(entry, INVITE_GRACE_MS)
    },
    /** Signalling is gone for good. Calls that talk may go on; those that ring or are being placed cannot. */
    abandoned(): void {
      for (const entry of entries.values()) {
        if (entry.stage === 'dialling') lose(entry)
        else if (entry.stage === 'ringing' && entry.call) goStale(entry)
      }
    },
    endAll(): void {
      for (const entry of entries.values()) {
        if (entry.stage === 'ringing') finish(entry, 'program')
        else end(entry, 'person')
      }
      declined.clear()
    },
  }
}
