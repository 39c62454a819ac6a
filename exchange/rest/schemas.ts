import * as v from 'valibot'
import { exceedsDepth } from '../lib/http-server.ts'
import { parameters, codedMessage } from './form-parameters.ts'
import { Method, Twiml, Url } from './fields.ts'

/** The limit for the content of a call message, in bytes. */
const MAX_CONTENT_BYTES = 10_000
const MAX_LEVELS = 100

export const ChangedCall = v.pipe(
  parameters({
    Status: v.optional(
      v.picklist(['completed', 'canceled'], codedMessage(20001, 'Status can be made completed or canceled')),
    ),
    Twiml: v.optional(Twiml),
    Url: v.optional(Url),
    Method: v.optional(Method),
  }),
  v.check(
    ({ Status, Twiml, Url }) => [Status, Twiml, Url].filter((given) => given !== undefined).length === 1,
    codedMessage(20001, 'A change is one of Status, Url and Twiml'),
  ),
  v.check(
    ({ Url, Method }) => Url !== undefined || Method === undefined,
    codedMessage(20001, 'Method needs a Url'),
  ),
)
export type ChangedCall = v.InferOutput<typeof ChangedCall>

const Count = (min: number, max: number, name: string) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max,
      codedMessage(20001, `${name} must be ${min} to ${max}`),
    ),
    v.transform(Number),
  )

export const CallsQuery = parameters({
  Status: v.optional(
    v.picklist(
      ['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'],
      codedMessage(20001, 'There is no such Status'),
    ),
  ),
  To: v.optional(v.string()),
  From: v.optional(v.string()),
  ParentCallSid: v.optional(v.string()),
  PageSize: v.optional(Count(1, 1000, 'PageSize'), '50'),
  Page: v.optional(Count(0, 999_999, 'Page'), '0'),
})
export type CallsQuery = v.InferOutput<typeof CallsQuery>

export const NewMessage = parameters({
  Content: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (text) => Buffer.byteLength(text) <= MAX_CONTENT_BYTES,
        codedMessage(20001, `Content may have ${MAX_CONTENT_BYTES} bytes`),
      ),
      v.check(isJson, codedMessage(20001, `Content must be JSON of at most ${MAX_LEVELS} levels`)),
      v.transform((text): unknown => JSON.parse(text)),
    ),
    '',
  ),
})

export const NewSubscription = parameters({
  Callback: v.optional(Url, ''),
  Method: v.optional(Method, 'POST'),
})

function isJson(text: string): boolean {
  try {
    return !exceedsDepth(JSON.parse(text), MAX_LEVELS)
  } catch {
    return false
  }
}
