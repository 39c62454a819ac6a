import * as v from 'valibot'
import { CallIdSchema } from './connection.ts'
import { PartySchema } from '../domain/phone-schemas.ts'

/** How many calls the small window shows; the others wait in the main one. */
export const MAX_CALL_CARDS = 3

/** What the small call window shows: the calls that need it, oldest first, at most `POPUP_CARDS` of them as cards. */
export const IncomingCallViewSchema = v.object({
  /** ISO 3166 country whose numbers need no prefix. */
  country: v.pipe(v.string(), v.length(2)),
  calls: v.pipe(
    v.array(
      v.object({
        id: CallIdSchema,
        party: PartySchema,
        /** Accepting ends the call that occupies the line now. */
        endsActiveCall: v.boolean(),
      }),
    ),
    v.maxLength(MAX_CALL_CARDS),
  ),
  /** Calls that need it and have no card. */
  more: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type IncomingCallView = v.InferOutput<typeof IncomingCallViewSchema>

/** All that a person can do in the small call window. */
export const CallDecisionSchema = v.object({ type: v.picklist(['accept', 'reject']), id: CallIdSchema })
export type CallDecision = v.InferOutput<typeof CallDecisionSchema>

/** What main sends to the IncomingCallWindow. */
export const IncomingCallMessageSchema = v.union([
  IncomingCallViewSchema,
  /** The window has become visible or has moved. */
  v.object({ type: v.literal('window-shown') }),
])
