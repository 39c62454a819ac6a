import type { Command } from '../../shared/ipc/contract.ts'
import type { PhoneEvent } from '../../shared/domain/events.ts'
import { parseParty } from '../../shared/domain/party.ts'
import { parseDialInput, type DialTarget } from '../../shared/domain/dial/parse-dial-input.ts'
import {
  liveCall,
  newPhone,
  type CallId,
  type LiveCall,
  type Phone,
  type Timestamp,
} from '../../shared/domain/phone.ts'
import { reduce } from '../../shared/domain/reducer.ts'
import { endedBetween } from '../../shared/domain/selectors.ts'
import type { TelephonyLine } from './telephony-line.ts'

/** The state of the phone and its commands. */
export interface PhoneController {
  /** The same reference until the state changes. */
  readonly state: Phone
  /** Subscribes to changes; with `state` it fits `useSyncExternalStore`. Returns a function that unsubscribes. */
  subscribe(onChange: () => void): () => void
  /**
   * Accepts, rejects or hangs up. A call is claimed once: later commands for it do nothing. Accepting a call ends the
   * call in progress first.
   */
  command(command: Command): void
  /**
   * Parses typed text, and dials it if it is a number or an identity and no call is in progress. Returns the parsed
   * target in any case.
   */
  dial(text: string): DialTarget
  /** Rejects a ringing call because of do not disturb. It counts as missed. */
  rejectForDnd(id: CallId): void
  mute(id: CallId, muted: boolean): void
  sendDigits(id: CallId, digits: string): void
  /** Sends the first group of the keys that were dialled after the number, once. Does nothing before the call is connected. */
  sendPostDial(id: CallId): void
  /** Applies an event from outside the line, for example that no AccessToken is available. */
  dispatch(event: PhoneEvent): void
}

interface PhoneControllerDeps {
  readonly line: TelephonyLine
  readonly clock: () => Timestamp
  /** A new id for each outgoing call, at most 100 characters. */
  readonly newId: () => string
  /** ISO 3166 country of numbers typed without a prefix. Read at each dial. */
  readonly country: () => string
}

/** Whether the call uses the microphone or is about to. At most one call does. */
function isActive(call: LiveCall): boolean {
  return call.state !== 'ringing'
}

/** An identity in a form that Twilio does not parse as a number. */
function identityToDial(identity: string): string {
  return /^[a-z_]/i.test(identity) ? identity : `client:${identity}`
}

/** A phone that uses this line. Subscribes to the line. */
export function createPhoneController({ line, clock, newId, country }: PhoneControllerDeps): PhoneController {
  let state = newPhone(clock())
  const listeners = new Set<() => void>()
  // The state changes only when the line confirms a rejection or a hang-up. Until then other commands are ignored.
  const claimed = new Set<CallId>()
  const rejectedForDnd = new Set<CallId>()

  function dispatch(event: PhoneEvent): void {
    const previous = state
    state = reduce(previous, withDndReason(event))
    if (state === previous) return
    for (const call of endedBetween(previous, state)) {
      claimed.delete(call.id)
      rejectedForDnd.delete(call.id)
      // The state ends a call when another one is connected. The line must hang it up as well.
      if (event.type === 'connected') line.hangup(call.id)
    }
    for (const listener of listeners) listener()
  }

  /** The line reports only that a call was rejected. Adds that do not disturb was the reason. */
  function withDndReason(event: PhoneEvent): PhoneEvent {
    const isRejectedForDnd =
      event.type === 'ended' && event.endReason === 'rejected' && rejectedForDnd.has(event.id)
    return isRejectedForDnd ? { ...event, endReason: 'rejected-dnd' } : event
  }

  function endCall(id: CallId, end: (id: CallId) => void): void {
    if (claimed.has(id)) return
    claimed.add(id)
    end(id)
  }

  function accept(id: CallId): void {
    for (const other of state.calls.filter(isActive)) endCall(other.id, (otherId) => line.hangup(otherId))
    dispatch({ type: 'accepting', at: clock(), id })
    line.accept(id)
  }

  function connectedCall(id: CallId): LiveCall | undefined {
    const call = liveCall(state, id)
    return call?.state === 'connected' || call?.state === 'reconnecting' ? call : undefined
  }

  function dial(text: string): DialTarget {
    const dialled = parseDialInput(text, country())
    if (dialled.kind !== 'number' && dialled.kind !== 'identity') return dialled
    if (state.calls.some(isActive)) return dialled
    const id = newId()
    const { to, party, keys } =
      dialled.kind === 'number'
        ? { to: dialled.e164, party: parseParty(dialled.e164, undefined), keys: dialled.postDial }
        : {
            to: identityToDial(dialled.identity),
            party: parseParty(`client:${dialled.identity}`, undefined),
            keys: [],
          }
    dispatch({ type: 'connecting', at: clock(), id, to: party, postDial: keys })
    line.dial(id, to)
    return dialled
  }

  line.subscribe(dispatch)

  return {
    get state() {
      return state
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
    command(command) {
      if (command.type === 'dial') {
        dial(command.text)
        return
      }
      if (command.type === 'mark-test-call') {
        dispatch({ type: 'mark-test-call', at: clock(), id: command.id })
        return
      }
      const call = liveCall(state, command.id)
      if (!call || claimed.has(call.id)) return
      switch (command.type) {
        case 'accept':
          if (call.state === 'ringing') accept(call.id)
          return
        case 'reject':
          if (call.state === 'ringing') endCall(call.id, (id) => line.reject(id))
          return
        case 'hangup':
          if (isActive(call)) endCall(call.id, (id) => line.hangup(id))
          return
      }
    },
    dial,
    rejectForDnd(id) {
      if (liveCall(state, id)?.state !== 'ringing' || claimed.has(id)) return
      rejectedForDnd.add(id)
      endCall(id, (ringing) => line.reject(ringing))
    },
    mute(id, muted) {
      if (connectedCall(id)) line.mute(id, muted)
    },
    sendDigits(id, digits) {
      if (connectedCall(id)) line.sendDigits(id, digits)
    },
    sendPostDial(id) {
      const [keys] = connectedCall(id)?.postDial ?? []
      if (keys === undefined) return
      dispatch({ type: 'post-dial-sent', at: clock(), id })
      line.sendDigits(id, keys)
    },
    dispatch,
  }
}
