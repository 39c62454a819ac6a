import { writeFile } from 'node:fs/promises'
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
!macro _isUpdated _a _b _t _f
  StrCmp "$appExe" "updated" \`\${_t}\` \`\${_f}\`
!macroend
!define isUpdated \`"" isUpdated ""\`
!include "${include}"
Section
  StrCpy $appExe "$EXEDIR\\Offhook.exe"
  StrCpy $newStartMenuLink "$SMPROGRAMS\\Offhook.lnk"
  WriteUninstaller "$EXEDIR\\uninstall.exe"
  !insertmacro customInstall
SectionEnd
Section Uninstall
  !insertmacro customUnInstall
SectionEnd
`

/** Compiles build/installer.nsh into an installer of nothing else; a warning is a failure, as in a release. */
export async function buildTrialInstaller(folder: string): Promise<Finished> {
  const script = join(folder, 'trial.nsi')
  await writeFile(script, AROUND(join(projectFolder, 'build', 'installer.nsh'), join(folder, 'trial.exe')))
  return run('makensis', ['-V2', '-WX', script])
}
