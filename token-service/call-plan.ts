import { type Config, DEFAULT_ROUTE, MAX_CLIENTS } from './config.ts'
import { parseDestination } from './phone-number.ts'
import { dialClients, dialNumber, type RefusalReason, spokenRefusal } from './twiml.ts'

/** The TwiML for one call, and why it was refused where it was. */
export type Plan = { readonly twiml: string; readonly refused?: RefusalReason }

const refuse = (refused: RefusalReason): Plan => ({ twiml: spokenRefusal(refused), refused })

/** A call from a phone: `From` is `client:IDENTITY`, `numberToDial` what the person wants to reach. */
export function planOutgoing(
  { callerId }: Pick<Config, 'callerId'>,
  { from, numberToDial }: { from: string; numberToDial: string },
): Plan {
  // The TwiML App is for phones with a token. Anything else that finds its way here must not call on our account.
  if (!from.startsWith('client:')) return refuse('not-a-client')
  const destination = parseDestination(numberToDial)
  switch (destination.kind) {
    case 'refused':
      return refuse(destination.reason)
    case 'client':
      return { twiml: dialClients([destination.identity]) }
    case 'number':
      return callerId === undefined
        ? refuse('no-caller-id')
        : { twiml: dialNumber(destination.number, callerId) }
  }
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
