import * as v from 'valibot'

/** The revision of a snapshot. Starts at 1 when the page loads and increases. Main ignores a lower or equal one. */
export const RevisionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
