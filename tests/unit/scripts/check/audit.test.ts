import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { run } from '../../../../scripts/lib/run.ts'

const AUDIT = join(projectFolder, 'node_modules', 'audit-ci', 'dist', 'bin.js')
const ID = 'GHSA-aaaa-bbbb-cccc'
const COUNTS = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 }
const advisory = {
  source: 1,
  name: 'left',
  dependency: 'left',
  title: 'Left goes right',
  url: `https://github.com/advisories/${ID}`,
  severity: 'low',
  range: '<2.0.0',
}
const vulnerable = {
  auditReportVersion: 2,
  vulnerabilities: {
    left: { name: 'left', severity: 'low', via: [advisory], effects: [], range: '<2.0.0', nodes: [] },
  },
  metadata: { vulnerabilities: { ...COUNTS, low: 1, total: 1 }, dependencies: { total: 1 } },
}
const clean = {
  auditReportVersion: 2,
  vulnerabilities: {},
  metadata: { vulnerabilities: COUNTS, dependencies: { total: 1 } },
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-audit-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the audit with an npm that prints `report`. */
async function audit(report: object, config = join(projectFolder, 'audit-ci.jsonc')) {
  const npm = join(folder, 'npm')
  await writeFile(join(folder, 'report.json'), JSON.stringify(report))
  await writeFile(
    npm,
    `#!/bin/sh\ncase "$1" in audit) cat '${folder}/report.json' ;; *) echo 11.0.0 ;; esac\n`,
  )
  await chmod(npm, 0o755)
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` }
  const done = await run(process.execPath, [AUDIT, '--config', config], { cwd: projectFolder, env })
  return { code: done.code, text: done.stdout + done.stderr }
}

describe('npm run audit', () => {
  it('passes when the registry has no advisory', async () => {
    expect(await audit(clean)).toMatchObject({ code: 0 })
  })

  it('fails and names the advisory, even one of low severity', async () => {
    const { code, text } = await audit(vulnerable)
    expect(code).toBe(1)
    expect(text).toContain(ID)
  })

  it('fails when the registry does not answer', async () => {
    const error = { code: 'ENOAUDIT', summary: 'Your configured registry does not support audit requests.' }
    expect(await audit({ error })).toMatchObject({ code: 1, text: expect.stringContaining('ENOAUDIT') })
    expect(await audit({ message: '405', error: { summary: '' } })).toMatchObject({ code: 1 })
  })

  it.each([
    ['2999-12-31', 0],
    ['2020-12-31', 1],
  ])('accepts an allowlisted advisory until %s with exit code %i', async (expiry, code) => {
    const config = join(folder, 'audit-ci.json')
    const allowlist = [{ [ID]: { active: true, notes: 'never turns left', expiry } }]
    await writeFile(config, JSON.stringify({ low: true, 'skip-dev': true, allowlist }))
    expect(await audit(vulnerable, config)).toMatchObject({ code })
  })
})
