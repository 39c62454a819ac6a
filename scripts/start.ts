import { readFile } from 'node:fs/promises'
import { buildIfStale, electronVite } from './lib/app-build.ts'
import { runInForeground } from './lib/foreground.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { ensureElectron, type Runtime } from './runtime.ts'
import { sandboxAdvice } from './start/sandbox.ts'
import { ensureSystem } from './system.ts'

const USAGE = `npm start [-- OPTIONS] [ARGUMENTS FOR OFFHOOK]
  --retry     try Electron's own download again although it failed within the last day
  --install   install missing system packages (Debian, Ubuntu)
  --dev       rebuild and reload as sources change (this is npm run dev)`
const OWN = ['--retry', '--install', '--dev', '--help']

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const runtime = await ensureElectron({ retry: args.includes('--retry') })
  console.log(runtime.line)
  const install = args.includes('--install') ? { install: true } : {}
  await ensureSystem({ purposes: ['start'], executable: runtime.executable, ...install })
  expectDisplay(process.env)

  const rest = args.filter((arg) => !OWN.includes(arg))
  if (args.includes('--dev')) return develop(runtime, rest)
  await buildIfStale(console.log)
  const sandbox = await sandboxArguments()
  return runInForeground(runtime.executable, [...sandbox, '.', ...rest], {
    cwd: projectFolder,
    env: process.env,
  })
})

/** electron-vite's dev server, with our runtime instead of the one it would look for. */
async function develop(runtime: Runtime, args: readonly string[]): Promise<number> {
  const sandbox = await sandboxArguments()
  const env = {
    ...process.env,
    ...electronVite.env,
    ELECTRON_EXEC_PATH: runtime.executable,
    ...(sandbox.length > 0 ? { NO_SANDBOX: '1' } : {}),
  }
  const words = [electronVite.script, 'dev', ...(args.length > 0 ? ['--', ...args] : [])]
  return runInForeground(process.execPath, words, { cwd: projectFolder, env })
}

function expectDisplay(env: NodeJS.ProcessEnv): void {
  if (process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return
  throw new Error(
    [
      'There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set.',
      'Start Offhook from a desktop session, or on a virtual one with',
      '  npx tsx scripts/with-desktop.ts -- npm start',
    ].join('\n'),
  )
}

async function sandboxArguments(): Promise<string[]> {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) {
    console.log('Running as root, where Electron has no sandbox. Use an ordinary account for real work.')
    return ['--no-sandbox']
  }
  const advice = await sandboxAdvice((path) => readFile(path, 'utf8'))
  if (advice !== undefined) console.log(advice)
  return []
}
