import * as v from 'valibot'
import { CallIdSchema, CountrySchema } from '../domain/primitives.ts'
import { PartySchema } from '../domain/phone-schemas.ts'
import { MESSAGES } from './messages.ts'

/** The number of calls that the IncomingCallWindow shows. Further calls are in the main window. */
export const MAX_CALL_CARDS = 3

/** What the IncomingCallWindow shows: the calls that need it, oldest first, at most `MAX_CALL_CARDS` of them as cards. */
export const IncomingCallViewSchema = v.object({
  /** The country whose numbers need no prefix. */
  country: CountrySchema,
  calls: v.pipe(
    v.array(
      v.object({
        id: CallIdSchema,
        party: PartySchema,
        /** Accepting this call ends the call in progress. */
        endsActiveCall: v.boolean(),
      }),
    ),
    v.maxLength(MAX_CALL_CARDS),
  ),
  /** The number of calls that need the window and have no card. */
  more: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type IncomingCallView = v.InferOutput<typeof IncomingCallViewSchema>

/** What a person can do in the IncomingCallWindow. */
export const CallDecisionSchema = v.object({ type: v.picklist(['accept', 'reject']), id: CallIdSchema })
export type CallDecision = v.InferOutput<typeof CallDecisionSchema>

/** What main sends to the IncomingCallWindow. */
export const IncomingCallMessageSchema = v.union([IncomingCallViewSchema, MESSAGES['window-shown'].schema])
