import { ensureElectron, type Runtime } from '../../runtime/ensure-electron.ts'
import { ensureSystem } from '../system/ensure-system.ts'
import { lookAtSandbox, sandboxAdvice } from './sandbox.ts'

const OWN = ['--retry', '--install']

/** What the two options mean that `npm start` and `npm run dev` share. */
export const OPTIONS = `  --retry     try Electron's own download again although it failed within the last day
  --install   install missing system packages (Debian, Ubuntu)`

/** All that has to be there before the app runs; `rest` are the arguments for the app itself. */
export type Prepared = { runtime: Runtime; noSandbox: boolean; rest: readonly string[] }

/** Brings the runtime and the system packages, and looks for a display; rejects in words. */
export async function prepareStart(args: readonly string[]): Promise<Prepared> {
  const runtime = await ensureElectron({ retry: args.includes('--retry') })
  console.log(runtime.line)
  const install = args.includes('--install') ? { install: true } : {}
  await ensureSystem({ purposes: ['start'], executable: runtime.executable, ...install })
  expectDisplay(process.platform, process.env)
  return {
    runtime,
    noSandbox: await goWithoutSandbox(runtime.folder),
    rest: args.filter((arg) => !OWN.includes(arg)),
  }
}

/** Throws, in words, where there is no screen to show a window on. */
export function expectDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return
  throw new Error(
    [
      'There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set.',
      'Start Offhook from a desktop session, or on a virtual one with',
      '  npx tsx tests/support/desktop/with-desktop.ts -- npm start',
    ].join('\n'),
  )
}

async function goWithoutSandbox(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  if (process.getuid?.() === 0) {
    console.log('Running as root, where Electron has no sandbox. Use an ordinary account for real work.')
    return true
  }
  const advice = await sandboxAdvice(folder, lookAtSandbox(folder))
  if (advice !== undefined) console.log(advice)
  return false
}
