import { electronVite } from './build/app-build.ts'
import { runInForeground } from './lib/foreground.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { OPTIONS, prepareStart } from './run/start/prepare.ts'

const USAGE = `npm run dev [-- OPTIONS] [ARGUMENTS FOR OFFHOOK]
Starts Offhook and reloads its window as sources change.
${OPTIONS}`

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const { runtime, noSandbox, rest } = await prepareStart(args)
  const env = {
    ...process.env,
    ...electronVite.env,
    // Else it would look for the download of npm's electron package.
    ELECTRON_EXEC_PATH: runtime.executable,
    ...(noSandbox ? { NO_SANDBOX: '1' } : {}),
  }
  const words = [electronVite.script, 'dev', '--watch', ...(rest.length > 0 ? ['--', ...rest] : [])]
  return runInForeground(process.execPath, words, { cwd: projectFolder, env })
})
