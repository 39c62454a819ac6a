import { ensureElectron, type Runtime } from '../runtime/ensure-electron.ts'
import { ensureSystem } from './system/ensure-system.ts'
import { buildIfStale } from '../build/app-build.ts'

/**
 * All that a suite on the real program stands on: an Electron, the system's packages, the app as it is built from the
 * sources now. `say` hears what is done. Rejects in words a person can act on.
 */
export async function readyProgram(say: (line: string) => void): Promise<Runtime> {
  const runtime = await ensureElectron()
  say(runtime.line)
  await ensureSystem({ purposes: ['start', 'tests'], executable: runtime.executable })
  await buildIfStale(say)
  return runtime
}
