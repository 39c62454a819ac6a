import { ensureElectron, type Runtime } from '../../runtime/ensure-electron.ts'
import { ensureSystem } from '../system/ensure-system.ts'
import { sandboxProbe, sandboxAdvice } from './sandbox.ts'

const OWN = ['--retry', '--install']

/** The help of the options that `npm start` and `npm run dev` share. */
export const OPTIONS = `  --retry     try Electron's own download again although it failed within the last day
  --install   install missing system packages (Debian, Ubuntu)`

/** What the app needs to start; `rest` are the arguments for the app itself. */
export type Prepared = { runtime: Runtime; noSandbox: boolean; rest: readonly string[] }

/** Makes sure that the runtime, the system packages and a display are available. Rejects with a message if not. */
export async function prepareStart(args: readonly string[]): Promise<Prepared> {
  const runtime = await ensureElectron({ retry: args.includes('--retry') })
  console.log(runtime.line)
  const install = args.includes('--install') ? { install: true } : {}
  await ensureSystem({ purposes: ['start'], executable: runtime.executable, ...install })
  expectDisplay(process.platform, process.env)
  return {
    runtime,
    noSandbox: await needsNoSandbox(runtime.folder),
    rest: args.filter((arg) => !OWN.includes(arg)),
  }
}

/** Throws if there is no display. */
export function expectDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return
  throw new Error(
    [
      'There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.',
      'Start Offhook from a desktop session, or on a virtual one with',
      '  npx tsx tests/support/desktop/with-desktop.ts -- npm start',
    ].join('\n'),
  )
}

async function needsNoSandbox(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  if (process.getuid?.() === 0) {
    console.log('Running as root, where Electron has no sandbox. Use an ordinary account for real work.')
    return true
  }
  const advice = await sandboxAdvice(folder, sandboxProbe(folder))
  if (advice !== undefined) console.log(advice)
  return false
}
