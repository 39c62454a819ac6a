import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { run, type Finished } from '../../../scripts/lib/run.ts'

/** What electron-builder's own script has around ours, as far as ours uses it. */
const AROUND = (include: string, output: string): string => `
Unicode true
Name "Trial"
OutFile "${output}"
RequestExecutionLevel user
Var appExe
Var newStartMenuLink
Var installMode
!macro _isUpdated _a _b _t _f
  StrCmp "$appExe" "updated" \`\${_t}\` \`\${_f}\`
!macroend
!define isUpdated \`"" isUpdated ""\`
!include "${include}"
Section
  StrCpy $appExe "$EXEDIR\\Offhook.exe"
  StrCpy $installMode "all"
  StrCpy $newStartMenuLink "$SMPROGRAMS\\Offhook.lnk"
  WriteUninstaller "$EXEDIR\\uninstall.exe"
  !insertmacro customInstall
SectionEnd
Section Uninstall
  !insertmacro customUnInstall
SectionEnd
`

/** Header files of NSIS 3.04, the oldest that the installer is to compile with: see COPYING beside them. */
export const OLD_HEADERS = join(import.meta.dirname, 'nsis-3.04')

/**
 * Compiles build/installer.nsh into an installer of nothing else; a warning is a failure, as in a release. `headers`: a
 * folder whose files take the place of those of the NSIS on this machine.
 */
export async function buildTrialInstaller(folder: string, headers?: string): Promise<Finished> {
  const include = join(projectFolder, 'build', 'installer.nsh')
  return compile(folder, AROUND(include, join(folder, 'trial.exe')), headers)
}

/** Compiles a whole NSIS script; a warning is a failure. */
export async function compile(folder: string, text: string, headers?: string): Promise<Finished> {
  const script = join(folder, 'trial.nsi')
  await writeFile(script, text)
  const env = headers === undefined ? {} : { NSISDIR: await withHeaders(folder, headers) }
  return run('makensis', ['-V2', '-WX', script], { env: { ...process.env, ...env } })
}

/** Where Debian and Ubuntu install NSIS. */
const INSTALLED = '/usr/share/nsis'

/** A copy of the NSIS of this machine with other header files. */
async function withHeaders(folder: string, headers: string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'nsisdir-'))
  await cp(INSTALLED, copy, { recursive: true })
  await cp(headers, join(copy, 'Include'), { recursive: true })
  return copy
}
