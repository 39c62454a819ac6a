import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { lastWords } from '../../../../scripts/lib/run.ts'
import { buildTrialInstaller, compile, OLD_HEADERS } from '../../../support/packaged/nsis.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-nsis-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const script = () => readFile(join(projectFolder, 'build', 'installer.nsh'), 'utf8')

describe('the script for the Windows installer', () => {
  it('compiles without a warning with the NSIS of this machine', async () => {
    const done = await buildTrialInstaller(folder)
    expect(done.code, lastWords(done, 20)).toBe(0)
  })

  it('compiles without a warning with the header files of NSIS 3.04', async () => {
    const done = await buildTrialInstaller(folder, OLD_HEADERS)
    expect(done.code, lastWords(done, 20)).toBe(0)
  })

  it('does not compile with a constant of NSIS 3.05 and the header files of 3.04', async () => {
    const uses =
      'Name T\nOutFile t.exe\n!include Win\\COM.nsh\nSection\nStrCpy $0 ${STGM_READWRITE}\nSectionEnd\n'
    const old = await compile(folder, uses, OLD_HEADERS)
    expect(old.stdout + old.stderr).toMatch(/unknown variable\/constant "\{STGM_READWRITE\}"/)
    expect(old.code).not.toBe(0)
    expect((await compile(folder, uses)).code).toBe(0)
  })

  it('names the version of NSIS that a release uses', async () => {
    const config = await readFile(join(projectFolder, 'electron-builder.yml'), 'utf8')
    expect(config).toMatch(/^toolsets:\n(?: {2}.*\n)*? {2}nsis: 1\.2\.1$/m)
  })

  it.each(['tel', 'callto', 'sip'])(
    'removes the handler of %s: links on uninstalling, where its command names this program',
    async (scheme) => {
      const text = await script()
      const [, removal = ''] = /!macro customUnInstall\n([\s\S]*?)!macroend/.exec(text) ?? []
      expect(removal).toContain(`!insertmacro forgetOwnHandler "${scheme}"`)
      const [, guarded = ''] = /!macro forgetOwnHandler scheme\n([\s\S]*?)!macroend/.exec(text) ?? []
      expect(guarded).toMatch(/\$\{If\} \$1 == '"\$INSTDIR\\\$\{OFFHOOK_PROGRAM\}"'\n\s+DeleteRegKey/)
    },
  )
})
