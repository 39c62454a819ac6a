import type { Command } from '../../shared/ipc/contract.ts'
import type { PhoneEvent } from '../../shared/domain/events.ts'
import { partyFrom } from '../../shared/domain/party.ts'
import { readDialled, type Dialled } from '../../shared/domain/dial/parse-dial-input.ts'
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
import type { TelephoneLine } from './telephony-line.ts'

/** The phone: its state, and everything a person may ask of it. The only authority on both. */
export interface PhoneController {
  /** The same reference until something happens. */
  readonly state: Phone
  /** Calls back after each change; with `state` it fits `useSyncExternalStore`. Answers how to stop. */
  subscribe(onChange: () => void): () => void
  /**
   * Accepts, rejects or hangs up. A call is claimed once: whatever comes later for the same call does nothing.
   * Accepting while another call occupies the line ends that one first.
   */
  command(command: Command): void
  /**
   * Reads what a person typed, and dials it when it is a number or an identity and no call occupies the line.
   * Answers what it understood, dialled or not.
   */
  dial(text: string): Dialled
  /** Rejects a ringing call because the person is not to be disturbed: to them it counts as missed. */
  turnAway(id: CallId): void
  mute(id: CallId, muted: boolean): void
  sendDigits(id: CallId, digits: string): void
  /** Sends the first group of the keys that were dialled after the number, once. Does nothing before the call is connected. */
  sendKeys(id: CallId): void
  /** Feeds in what happened outside the line, for example that there is no ticket. */
  dispatch(event: PhoneEvent): void
}

interface PhoneOptions {
  readonly line: TelephoneLine
  readonly clock: () => Timestamp
  /** A new id for each outgoing call, at most 100 characters. */
  readonly newId: () => string
  /** ISO 3166 country of numbers typed without a prefix. Asked at each dial. */
  readonly country: () => string
}

/** Calls that have the microphone, or are about to: there is room for one. */
function occupiesLine(call: LiveCall): boolean {
  return call.phase !== 'ringing'
}

/** An identity in a form that the service cannot mistake for a number. */
function identityToDial(identity: string): string {
  return /^[a-z_]/i.test(identity) ? identity : `client:${identity}`
}

/** A phone on this line. It listens to the line from now on. */
export function createPhone({ line, clock, newId, country }: PhoneOptions): PhoneController {
  let state = newPhone(clock())
  const listeners = new Set<() => void>()
  // The state learns of a rejection or a hang-up only when the line confirms it; until then nobody else may act.
  const claimed = new Set<CallId>()
  const turnedAway = new Set<CallId>()

  function dispatch(event: PhoneEvent): void {
    const previous = state
    state = reduce(previous, asTurnedAway(event))
    if (state === previous) return
    for (const call of endedBetween(previous, state)) {
      claimed.delete(call.id)
      turnedAway.delete(call.id)
      // A call displaced by another one opening is over for the person; the line has yet to hear of it.
      if (event.type === 'open') line.hangup(call.id)
    }
    for (const listener of listeners) listener()
  }

  /** The line only knows that it was rejected; by whom is known here. */
  function asTurnedAway(event: PhoneEvent): PhoneEvent {
    const isIt = event.type === 'ended' && event.ending === 'rejected' && turnedAway.has(event.id)
    return isIt ? { ...event, ending: 'turned-away' } : event
  }

  function endCall(id: CallId, end: (id: CallId) => void): void {
    if (claimed.has(id)) return
    claimed.add(id)
    end(id)
  }

  function accept(id: CallId): void {
    for (const other of state.calls.filter(occupiesLine)) endCall(other.id, (otherId) => line.hangup(otherId))
    dispatch({ type: 'answering', at: clock(), id })
    line.accept(id)
  }

  function conversation(id: CallId): LiveCall | undefined {
    const call = liveCall(state, id)
    return call?.phase === 'open' || call?.phase === 'reconnecting' ? call : undefined
  }

  function dial(text: string): Dialled {
    const dialled = readDialled(text, country())
    if (dialled.kind !== 'number' && dialled.kind !== 'identity') return dialled
    if (state.calls.some(occupiesLine)) return dialled
    const id = newId()
    const { to, party, keys } =
      dialled.kind === 'number'
        ? { to: dialled.e164, party: partyFrom(dialled.e164, undefined), keys: dialled.keys }
        : {
            to: identityToDial(dialled.identity),
            party: partyFrom(`client:${dialled.identity}`, undefined),
            keys: [],
          }
    dispatch({ type: 'dialling', at: clock(), id, to: party, keys })
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
      return () => void listeners.delete(onChange)
    },
    command(command) {
      if (command.type === 'dial') {
        dial(command.text)
        return
      }
      if (command.type === 'rehearsal') {
        dispatch({ type: 'rehearsal', at: clock(), id: command.id })
        return
      }
      const call = liveCall(state, command.id)
      if (!call || claimed.has(call.id)) return
      switch (command.type) {
        case 'accept':
          if (call.phase === 'ringing') accept(call.id)
          return
        case 'reject':
          if (call.phase === 'ringing') endCall(call.id, (id) => line.reject(id))
          return
        case 'hangup':
          if (occupiesLine(call)) endCall(call.id, (id) => line.hangup(id))
          return
      }
    },
    dial,
    turnAway(id) {
      if (liveCall(state, id)?.phase !== 'ringing' || claimed.has(id)) return
      turnedAway.add(id)
      endCall(id, (ringing) => line.reject(ringing))
    },
    mute(id, muted) {
      if (conversation(id)) line.mute(id, muted)
    },
    sendDigits(id, digits) {
      if (conversation(id)) line.sendDigits(id, digits)
    },
    sendKeys(id) {
      const [keys] = conversation(id)?.keys ?? []
      if (keys === undefined) return
      dispatch({ type: 'keys-sent', at: clock(), id })
      line.sendDigits(id, keys)
    },
    dispatch,
  }
}
