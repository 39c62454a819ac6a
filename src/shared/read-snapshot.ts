import * as v from 'valibot'
import type { Snapshot } from './contract.ts'
import { EndedCallSchema, LineSchema, LiveCallSchema, type Line, type Phone } from './contract-phone.ts'
import { ENDED_KEPT, LIVE_KEPT } from './phone-limits.ts'

/** A snapshot of which only the outline is read: what it holds is read piece by piece. */
const OutlineSchema = v.object({
  revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  phone: v.object({ line: v.unknown(), calls: v.array(v.unknown()), ended: v.array(v.unknown()) }),
})

/** What was made of a snapshot, and what of it could not be read, each in words. */
export interface SnapshotReading {
  readonly snapshot: Snapshot | null
  readonly problems: readonly string[]
}

/**
 * Reads a snapshot. One call that cannot be read must not silence the others, so it is left out; where the line cannot be
 * read it is taken to be as it was.
 */
export function readSnapshot(raw: unknown, previous: Line): SnapshotReading {
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

  const line = v.safeParse(LineSchema, phone.line, FIRST_ONLY)
  if (!line.success) problems.push(`the line: ${firstIssue(line.issues)}`)
  const read: Phone = {
    line: line.success ? line.output : previous,
    calls: all('call', LiveCallSchema, phone.calls, LIVE_KEPT),
    ended: all('ended call', EndedCallSchema, phone.ended, ENDED_KEPT),
  }
  return { snapshot: { revision, phone: read }, problems }
}

/** One mistake is reported, so a million of them in one message are not looked for. */
export const FIRST_ONLY = { abortEarly: true } as const

/** Where the first mistake is, and what is expected there. Says nothing of what was sent. */
export function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  return issue ? `${v.getDotPath(issue) ?? 'it'} should be ${issue.expected ?? 'something else'}.` : ''
}
