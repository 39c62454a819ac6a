import { buildIfStale } from './build/app-build.ts'
import { runInForeground } from './lib/foreground.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { OPTIONS, prepareStart } from './run/start/prepare.ts'

const USAGE = `npm start [-- OPTIONS] [ARGUMENTS FOR OFFHOOK]
${OPTIONS}`

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const { runtime, noSandbox, rest } = await prepareStart(args)
  await buildIfStale(console.log)
  const words = [...(noSandbox ? ['--no-sandbox'] : []), '.', ...rest]
  return runInForeground(runtime.executable, words, { cwd: projectFolder, env: process.env })
})
