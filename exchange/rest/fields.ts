import * as v from 'valibot'
import { isWebAddress } from '../webhooks/web-address.ts'
import { codedMessage } from './form-parameters.ts'

/** Twilio's limit for TwiML in a request, in characters. */
const MAX_TWIML = 4000

export const Method = v.picklist(['GET', 'POST'], codedMessage(20001, 'A method must be GET or POST'))
export const Url = v.pipe(
  v.string(),
  v.check(
    isWebAddress,
    codedMessage(21205, 'A URL must be https, or http on the machine of the exchange, and absolute'),
  ),
)
export const Twiml = v.pipe(
  v.string(),
  v.maxLength(MAX_TWIML, codedMessage(20001, `Twiml may have ${MAX_TWIML} characters`)),
)
