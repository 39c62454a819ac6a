import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assert, json, oneof, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import {
  auditVerdict,
  ExplanationsSchema,
  EXIT,
  type Explanation,
} from '../../../../scripts/check/audit/audit-verdict.ts'

const advisory = {
  name: 'left',
  title: 'Left goes right',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  severity: 'high',
  range: '<2.0.0',
}
/** npm repeats an advisory under each package that depends on the bad one, by name. */
const vulnerable = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: { left: { via: [advisory] }, parent: { via: ['left'] }, other: { via: [advisory] } },
})
const clean = JSON.stringify({ auditReportVersion: 2, vulnerabilities: {}, metadata: {} })
const explained: Explanation = {
  id: 'GHSA-aaaa-bbbb-cccc',
  package: 'left',
  because: 'Offhook never turns left; see src/main/index.ts.',
  until: '2026-12-31',
}

describe('the audit', () => {
  it('is clean when the registry knows of nothing', () => {
    expect(auditVerdict(clean, [], '2026-11-22')).toEqual({ outcome: 'clean', lines: ['No known advisory.'] })
  })

  it('names an unexplained advisory once', () => {
    const { outcome, lines } = auditVerdict(vulnerable, [], '2026-11-22')
    expect(outcome).toBe('unexplained')
    expect(lines[0]).toContain('high: left <2.0.0: Left goes right (GHSA-aaaa-bbbb-cccc)')
    expect(lines).toHaveLength(2)
  })

  it.each([
    ['2026-11-22', 'clean', 'never turns left'],
    ['2026-12-31', 'clean', 'never turns left'],
    ['2027-01-01', 'unexplained', 'ONLY UNTIL 2026-12-31'],
  ] as const)('believes an explanation up to its last day: on %s it is %s', (day, outcome, words) => {
    const verdict = auditVerdict(vulnerable, [explained], day)
    expect(verdict.outcome).toBe(outcome)
    expect(verdict.lines.join('\n')).toContain(words)
  })

  it('takes an explanation for that package and advisory only, and says which one is not needed', () => {
    for (const other of [
      { ...explained, package: 'right' },
      { ...explained, id: 'GHSA-dddd-eeee-ffff' },
    ]) {
      const { outcome, lines } = auditVerdict(vulnerable, [other], '2026-11-22')
      expect(outcome).toBe('unexplained')
      expect(lines.join('\n')).toContain('no longer needed')
    }
  })

  it.each([
    [
      'a refusal',
      JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '', detail: '' } }),
      '405',
    ],
    [
      'no network',
      JSON.stringify({ error: { code: 'ENOTFOUND', summary: 'getaddrinfo ENOTFOUND' } }),
      'ENOTFOUND',
    ],
    ['nothing', '', 'npm printed no report'],
    ['an old report', JSON.stringify({ actions: [], advisories: {} }), 'npm printed no report'],
  ])('knows nothing after %s, and says so', (_, printed, words) => {
    const { outcome, lines } = auditVerdict(printed, [], '2026-11-22')
    expect(outcome).toBe('unknown')
    expect(lines.join('\n')).toContain(words)
  })

  it('is never clean by accident', () => {
    assert(
      property(oneof(json(), string()), (text) => auditVerdict(text, [], '2026-11-22').outcome === 'unknown'),
    )
    expect(new Set(Object.values(EXIT)).size).toBe(3)
    expect(EXIT.clean).toBe(0)
  })

  it('reads its explanations', async () => {
    const file = await readFile(join(projectFolder, 'scripts/check/audit/audit.json'), 'utf8')
    expect(v.is(ExplanationsSchema, JSON.parse(file))).toBe(true)
    expect(v.is(ExplanationsSchema, [explained])).toBe(true)
    expect(v.is(ExplanationsSchema, [{ ...explained, until: 'some day' }])).toBe(false)
    expect(v.is(ExplanationsSchema, [{ ...explained, because: 'no' }])).toBe(false)
  })
})
