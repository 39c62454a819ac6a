import type { LineEvent } from '../../../shared/events.ts'
import { partyFrom } from '../../../shared/numbers.ts'
import type { CallId, Ending, Timestamp } from '../../../shared/phone.ts'
import { createCallIds } from './call-ids.ts'
import { listenTo } from './call-listeners.ts'
import { createDigitPace } from './digit-pace.ts'
import { endingOf, isHopeless } from './endings.ts'
import { newEntry, sidOf, type Entry } from './entry.ts'
import type { After } from './renewal.ts'
import { quietly, readProblem, type SdkCall } from './sdk-port.ts'

/** How long a ringing call may wait for signalling to come back, and then to be invited again. */
const OFFLINE_GRACE_MS = 15_000
const INVITE_GRACE_MS = 3_000

/** The SDK's own number for signalling that was interrupted. */
const SOCKET_CLOSED = 53001

interface CallsOptions {
  readonly clock: () => Timestamp
  readonly after: After
  readonly emit: (event: LineEvent) => void
  /** The last call is over. */
  readonly onIdle: () => void
}

export type Calls = ReturnType<typeof createCalls>

/** The live calls of a device, by id. Everything the SDK says about a call becomes an event here, once. */
export function createCalls({ clock, after, emit, onIdle }: CallsOptions) {
  const entries = new Map<CallId, Entry>()
  const nextId = createCallIds()
  /** Rejected while the socket was down: should the exchange invite again, it is told then. */
  const declined = new Set<string>()

  function finish(entry: Entry, ending: Ending, detail: string | null = entry.detail): void {
    if (entries.get(entry.id) !== entry) return
    entries.delete(entry.id)
    entry.stopListening()
    entry.cancelRetirement?.()
    entry.digits?.stop()
    entry.call = null
    emit({ type: 'ended', at: clock(), id: entry.id, ending, detail })
    if (entries.size === 0) onIdle()
  }

  function note(entry: Entry, error: unknown): void {
    const { code, detail } = readProblem(error)
    entry.code = code
    entry.detail = detail
  }

  /** Ends it here: nothing the SDK says about it afterwards counts. */
  function end(entry: Entry, ending: Ending): void {
    const { call } = entry
    entry.stopListening()
    if (call) quietly(() => (entry.stage === 'ringing' ? call.reject() : call.disconnect()))
    finish(entry, ending)
  }

  function finishAsHeard(entry: Entry): void {
    const { direction, stage, alerted, code } = entry
    finish(entry, endingOf({ direction, opened: stage === 'open', alerted, code }))
  }

  function bind(entry: Entry, call: SdkCall): void {
    entry.stopListening()
    entry.call = call
    const ifOpen = (event: LineEvent): void => {
      if (entry.stage === 'open') emit(event)
    }
    entry.stopListening = listenTo(call, {
      ringing() {
        entry.alerted = true
        emit({ type: 'alerting', at: clock(), id: entry.id, sid: sidOf(entry) })
      },
      accept() {
        entry.stage = 'open'
        entry.code = null
        entry.detail = null
        emit({ type: 'open', at: clock(), id: entry.id, sid: sidOf(entry) })
      },
      cancel: () => finish(entry, 'missed'),
      // Where a microphone cannot be had the SDK says `disconnect` first and why right after it.
      disconnect: () => queueMicrotask(() => finishAsHeard(entry)),
      error(error) {
        note(entry, error)
        if (isHopeless(entry.code)) end(entry, 'failed')
      },
      mute: (muted) => ifOpen({ type: 'muted', at: clock(), id: entry.id, muted }),
      reconnecting: () => ifOpen({ type: 'reconnecting', at: clock(), id: entry.id }),
      reconnected() {
        entry.code = null
        entry.detail = null
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
        end(entry, 'connection-lost')
        return
      case 'answering':
      case 'open':
        entry.code = SOCKET_CLOSED
        // Without a token to come back with, the SDK closes the call and tells nobody.
        queueMicrotask(() => {
          if (entry.call?.status() === 'closed') finishAsHeard(entry)
        })
    }
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
    entry.cancelRetirement = after(ms, () =>
      finish(entry, entry.stage === 'answering' ? 'connection-lost' : 'missed'),
    )
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
      finishAsHeard(entry)
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
      entry.stage = 'answering'
      const { call } = entry
      if (!call) return
      if (call.status() === 'closed') finish(entry, 'missed')
      else quietly(() => call.accept())
    },
    reject(id: CallId): void {
      const entry = entries.get(id)
      if (entry?.stage !== 'ringing') return
      if (!entry.call && entry.invitedAs !== null) declined.add(entry.invitedAs)
      end(entry, 'rejected')
    },
    hangup(id: CallId): void {
      const entry = entries.get(id)
      if (!entry || entry.stage === 'ringing') return
      // Not yet open and the socket gone: the exchange may take it for ringing still, and invite again.
      const unheard = entry.stage === 'answering' && (!entry.call || entry.code === SOCKET_CLOSED)
      if (unheard && entry.invitedAs !== null) declined.add(entry.invitedAs)
      end(entry, entry.stage === 'dialling' ? 'given-up' : 'hung-up')
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
        if (entry.stage === 'dialling') end(entry, 'connection-lost')
        else if (entry.stage === 'ringing' && entry.call) goStale(entry)
      }
    },
    endAll(): void {
      for (const entry of entries.values()) {
        if (entry.stage === 'ringing') finish(entry, 'missed')
        else end(entry, entry.stage === 'dialling' ? 'given-up' : 'hung-up')
      }
      declined.clear()
    },
  }
}
