import * as v from 'valibot'
import type { Snapshot } from './contract.ts'
import { RevisionSchema } from './revision.ts'
import {
  EndedCallSchema,
  RegistrationSchema,
  LiveCallSchema,
  type Registration,
  type Phone,
} from '../domain/phone-schemas.ts'
import { MAX_ENDED_CALLS, MAX_LIVE_CALLS } from '../domain/phone-limits.ts'

/** The outline of a snapshot; its parts are parsed separately. */
const OutlineSchema = v.object({
  revision: RevisionSchema,
  phone: v.object({ registration: v.unknown(), calls: v.array(v.unknown()), ended: v.array(v.unknown()) }),
})

/** A parsed snapshot, and one text for each part that is invalid. */
export interface ParsedSnapshot {
  readonly snapshot: Snapshot | null
  readonly problems: readonly string[]
}

/**
 * Parses a snapshot. An invalid call is left out, so that it does not affect the others; an invalid line is replaced by the
 * previous one.
 */
export function parseSnapshot(raw: unknown, previous: Registration): ParsedSnapshot {
  const outline = v.safeParse(OutlineSchema, raw, FIRST_ONLY)
  if (!outline.success) return { snapshot: null, problems: [`a snapshot: ${firstIssue(outline.issues)}`] }
  const problems: string[] = []
  const { revision, phone } = outline.output

  function all<S extends v.GenericSchema>(what: string, schema: S, given: readonly unknown[], most: number) {
    if (given.length > most) problems.push(`more than ${most} ${what}s`)
    return given.slice(0, most).flatMap((one): v.InferOutput<S>[] => {
      const read = v.safeParse(schema, one, FIRST_ONLY)
      if (read.success) return [read.output]
      problems.push(`${what}: ${firstIssue(read.issues)}`)
      return []
    })
  }

  const line = v.safeParse(RegistrationSchema, phone.registration, FIRST_ONLY)
  if (!line.success) problems.push(`the line: ${firstIssue(line.issues)}`)
  const read: Phone = {
    registration: line.success ? line.output : previous,
    calls: all('call', LiveCallSchema, phone.calls, MAX_LIVE_CALLS),
    ended: all('ended call', EndedCallSchema, phone.ended, MAX_ENDED_CALLS),
  }
  return { snapshot: { revision, phone: read }, problems }
}

/** Only the first problem is reported, so parsing stops there. */
export const FIRST_ONLY = { abortEarly: true } as const

/** The place of the first problem and the expected type. Does not include the received value. */
export function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  return issue ? `${v.getDotPath(issue) ?? 'it'} should be ${issue.expected ?? 'something else'}.` : ''
}
