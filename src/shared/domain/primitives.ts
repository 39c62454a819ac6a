import * as v from 'valibot'

/** Milliseconds since the Unix epoch. */
export const TimestampSchema = v.pipe(v.number(), v.finite(), v.minValue(0))

export const CallIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(100))

/** An ISO 3166 country. */
export const CountrySchema = v.pipe(v.string(), v.length(2))
