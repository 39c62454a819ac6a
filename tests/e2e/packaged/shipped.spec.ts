import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { NOTICES } from '../../../scripts/build/licences/notices.ts'
import { licenceViolation } from '../../../scripts/build/licences/policy.ts'
import { bundledPaths, thirdParties } from '../../../scripts/build/licences/third-parties.ts'
import { readLockfile, readManifest } from '../../../scripts/lib/lockfile.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { ensureElectron } from '../../../scripts/runtime/ensure-electron.ts'
import { runtimeVersions } from '../../../scripts/release/sbom/runtime-versions.ts'
import { makeSbom } from '../../../scripts/release/sbom/sbom.ts'

test('everything that was built in is named with its licence, which allows it', async () => {
  const parties = await thirdParties(await bundledPaths())
  const notices = await readFile(join(projectFolder, NOTICES), 'utf8')
  const names = parties.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['@twilio/voice-sdk', 'react', 'twilio', 'werift', 'ws']))
  expect(parties.flatMap(({ name, licence }) => licenceViolation(name, licence) ?? [])).toEqual([])
  for (const { name, version, licence, texts } of parties) {
    expect(notices).toContain(`- ${name} ${version} (${licence})\n`)
    for (const text of texts) expect(notices).toContain(text)
  }
})

test('the bill of materials holds just that, and the runtime', async () => {
  const [manifest, lock, paths] = await Promise.all([readManifest(), readLockfile(), bundledPaths()])
  const electron = await ensureElectron()
  const runtime = await runtimeVersions(electron.executable)
  const { components } = makeSbom({ manifest, lock, paths, runtime, at: new Date() })
  const parties = await thirdParties(paths)
  const expected = new Set(parties.map(({ name, version }) => `${name}@${version}`))
  for (const [name, version] of Object.entries(runtime))
    expected.add(`${name}@${version}`.replace('chrome@', 'chromium@'))
  expect(new Set(components.map((component) => component['bom-ref']))).toEqual(expected)
  expect(runtime.electron).toBe(electron.version)
})
