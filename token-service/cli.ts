import { readFileSync, statSync } from 'node:fs'
import { openFileWarning } from '../common/node/file-mode.ts'
import { main } from './main.ts'
import { accessOf, writePrivateFile } from '../common/node/private-file.ts'

process.exitCode = await main({
  args: process.argv.slice(2),
  env: process.env,
  clock: Date.now,
  readText: (path) => readFileSync(path, 'utf8'),
  fileStamp: (path) => {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return [ino, size, mtimeNs, ctimeNs].join(' ')
  },
  openFileWarning: (path) => openFileWarning('USERS_FILE', accessOf(path), process.getuid?.()),
  writeText: writePrivateFile,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  // `once`: a second signal ends the process immediately.
  stopped: () =>
    new Promise((resolve) => {
      process.once('SIGTERM', () => resolve())
      process.once('SIGINT', () => resolve())
    }),
})
