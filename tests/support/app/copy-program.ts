import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'

/** What of the project a started Offhook reads. */
const PROGRAM = ['package.json', 'out/main', 'out/preload', 'out/renderer', 'build/icons']

/** A copy of the built program inside `folder`, so that building again meanwhile changes nothing; answers where. */
export async function copyProgram(folder: string): Promise<string> {
  const program = join(folder, 'program')
  for (const name of PROGRAM) await cp(join(projectFolder, name), join(program, name), { recursive: true })
  return program
}
