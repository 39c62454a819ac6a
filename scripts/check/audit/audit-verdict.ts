import * as v from 'valibot'

const AdvisorySchema = v.object({
  name: v.string(),
  title: v.string(),
  url: v.string(),
  severity: v.string(),
  range: v.optional(v.string(), '*'),
})

/** What `npm audit --json` prints when the registry answered; `via` names a package or holds an advisory. */
const ReportSchema = v.object({
  auditReportVersion: v.literal(2),
  vulnerabilities: v.record(v.string(), v.object({ via: v.array(v.union([v.string(), AdvisorySchema])) })),
})
const RefusalSchema = v.object({
  message: v.optional(v.string()),
  error: v.object({ summary: v.optional(v.string()) }),
})

/** Why an advisory does not harm Offhook, and until when that is believed (a day, UTC, itself included). */
const ExplanationSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^GHSA(-[0-9a-z]{4}){3}$/, 'an advisory is named as GHSA-xxxx-xxxx-xxxx')),
  package: v.string(),
  because: v.pipe(v.string(), v.minLength(20, 'say why in a sentence')),
  until: v.pipe(v.string(), v.isoDate('until is a day, as 2026-12-31')),
})
export const ExplanationsSchema = v.array(ExplanationSchema)
export type Explanation = v.InferOutput<typeof ExplanationSchema>

/** `unknown` is not `clean`: nobody answered, so nothing is known. */
export type Verdict = { outcome: 'clean' | 'unexplained' | 'unknown'; lines: string[] }

/** Exit codes, each its own, so that a registry without an audit service is never green by accident. */
export const EXIT: Readonly<Record<Verdict['outcome'], number>> = { clean: 0, unexplained: 1, unknown: 2 }

/** Judges what npm printed on a day (ISO, UTC), knowing what has been explained. */
export function auditVerdict(printed: string, explanations: readonly Explanation[], day: string): Verdict {
  const answer = parseJson(printed)
  const report = v.safeParse(ReportSchema, answer)
  if (!report.success) return unknown(answer)
  const found = Object.values(report.output.vulnerabilities).flatMap(({ via }) => via)
  const advisories = new Map(
    found.flatMap((one) => (typeof one === 'string' ? [] : [[`${one.url} ${one.name}`, one]])),
  )
  const lines: string[] = []
  const used = new Set<Explanation>()
  let unexplained = 0
  for (const { name, title, url, severity, range } of advisories.values()) {
    const id = url.slice(url.lastIndexOf('/') + 1)
    const said = explanations.find((one) => one.id === id && one.package === name)
    if (said !== undefined) used.add(said)
    const holds = said !== undefined && day <= said.until
    if (!holds) unexplained += 1
    const why =
      said === undefined ? 'UNEXPLAINED' : holds ? said.because : `EXPLAINED ONLY UNTIL ${said.until}`
    lines.push(`${severity}: ${name} ${range}: ${title} (${id})\n    ${why}`)
  }
  for (const one of explanations.filter((one) => !used.has(one))) {
    lines.push(`The explanation of ${one.id} in ${one.package} is no longer needed.`)
  }
  if (unexplained > 0) {
    lines.push(
      `${unexplained} advisories are unexplained. Update, or explain them in scripts/check/audit/audit.json.`,
    )
    return { outcome: 'unexplained', lines }
  }
  lines.push(advisories.size === 0 ? 'No known advisory.' : 'Every advisory is explained.')
  return { outcome: 'clean', lines }
}

function unknown(answer: unknown): Verdict {
  const refusal = v.safeParse(RefusalSchema, answer)
  const why = refusal.success ? refusal.output.message || refusal.output.error.summary : undefined
  const lines = [
    `The registry gave no audit: ${why || 'npm printed no report'}.`,
    'Nothing is known, which is not the same as nothing found. Ask again where the registry has an audit service.',
  ]
  return { outcome: 'unknown', lines }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
