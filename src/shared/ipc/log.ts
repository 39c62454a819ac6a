import * as v from 'valibot'

/** The longest line a page may add to the log, in UTF-16 units. */
export const MAX_LOG_TEXT = 4_000

/** A line a page adds to main's log. */
export const LogLineSchema = v.object({
  level: v.picklist(['info', 'warn', 'error']),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LOG_TEXT)),
})
export type LogLine = v.InferOutput<typeof LogLineSchema>
