import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { main } from './main.ts'

process.exitCode = await main({
  args: process.argv.slice(2),
  env: process.env,
  clock: Date.now,
  readText: (path) => readFileSync(path, 'utf8'),
  // Written beside and renamed, so that a full disk never leaves half a users file.
  writeText: (path, text) => {
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  },
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  // Once only: a second signal ends the process at once.
  stopped: () =>
    new Promise((resolve) => {
      process.once('SIGTERM', () => resolve())
      process.once('SIGINT', () => resolve())
    }),
})
