import { type Config, DEFAULT_ROUTE, MAX_CLIENTS } from '../config.ts'
import type { DialRules } from './dial-rules.ts'
import { clientIdentity, parseDestination } from './destination.ts'
import { dialClients, dialNumber, type RefusalReason, spokenRefusal } from './twiml.ts'

/** The TwiML for one call, and the reason if the call is refused. */
export type Plan = { readonly twiml: string; readonly refused?: RefusalReason }

const refuse = (refused: RefusalReason): Plan => ({ twiml: spokenRefusal(refused), refused })

export type OutgoingCall = {
  /** `client:IDENTITY`, as Twilio sends it. */
  readonly from: string
  /** The number or identity to call. */
  readonly numberToDial: string
  readonly callSid: string
}

export type OutgoingRules = Pick<Config, 'callerId'> & {
  /** Whether this identity may currently make calls. */
  readonly isUser: (identity: string) => boolean
  readonly dialRules: DialRules
}

/** An outgoing call of a client. */
export function planOutgoing(
  { callerId, isUser, dialRules }: OutgoingRules,
  { from, numberToDial, callSid }: OutgoingCall,
): Plan {
  // The TwiML App is for clients with a token. Other callers must not place calls at the account's cost.
  const identity = clientIdentity(from)
  if (identity === undefined) return refuse('not-a-client')
  // A removed user still has a valid token for a while.
  if (!isUser(identity)) return refuse('unknown-caller')
  const destination = parseDestination(numberToDial)
  switch (destination.kind) {
    case 'refused':
      return refuse(destination.reason)
    case 'client':
      return { twiml: dialClients([destination.identity]) }
    case 'number': {
      const { number } = destination
      if (callerId === undefined) return refuse('no-caller-id')
      const objection = dialRules.objection({ identity, number, callSid })
      return objection === undefined ? { twiml: dialNumber(number, callerId) } : refuse(objection)
    }
  }
}

/** An incoming call. `to`: the number that was dialled; `callerName`: the result of a caller name lookup, or ''. */
export function planIncoming(
  { incoming, ringSeconds }: Pick<Config, 'incoming' | 'ringSeconds'>,
  { to, callerName }: { to: string; callerName: string },
): Plan {
  const route = Object.hasOwn(incoming, to) ? incoming[to] : incoming[DEFAULT_ROUTE]
  const identities = [...new Set(route)]
  if (identities.length === 0) return refuse('no-route')
  if (identities.length > MAX_CLIENTS) return refuse('too-many-clients')
  return { twiml: dialClients(identities, { ringSeconds, callerName: callerName || undefined }) }
}
