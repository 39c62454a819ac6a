import { ensureElectron, type Runtime } from '../runtime/ensure-electron.ts'
import { ensureSystem } from './system/ensure-system.ts'
import { buildIfStale } from '../build/app-build.ts'

/**
 * Prepares everything that tests of the real program need: an Electron, the system packages, and a current build. `say`
 * receives each step. Rejects with a message that names the remedy.
 */
export async function ensureBuilt(say: (line: string) => void): Promise<Runtime> {
  const runtime = await ensureElectron()
  say(runtime.line)
  await ensureSystem({ purposes: ['start', 'tests'], executable: runtime.executable })
  await buildIfStale(say)
  return runtime
}
