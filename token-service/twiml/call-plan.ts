import { type Config, DEFAULT_ROUTE, MAX_CLIENTS } from '../config.ts'
import type { DialRules } from './dial-rules.ts'
import { parseDestination } from './destination.ts'
import { dialClients, dialNumber, type RefusalReason, spokenRefusal } from './twiml.ts'

/** The TwiML for one call, and why it was refused where it was. */
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

/** A call from a phone. */
export function planOutgoing(
  { callerId, isUser, dialRules }: OutgoingRules,
  { from, numberToDial, callSid }: OutgoingCall,
): Plan {
  // The TwiML App is for phones with a token. Anything else that finds its way here must not call on our account.
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

/** The identity in `client:IDENTITY`; undefined if the caller is not a client. */
export function clientIdentity(from: string): string | undefined {
  return from.startsWith('client:') ? from.slice('client:'.length) : undefined
}

/** A call from outside: `to` is the number of ours that was dialled, `callerName` what a look-up gave, or ''. */
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
