import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Timestamp } from '../../../shared/domain/phone.ts'

/**
 * Renames a damaged file to `<name>.damaged-<time><ending>` beside it, with the time in UTC. Needs no disk space and overwrites
 * nothing. Returns the new name. Throws when the folder cannot be written.
 */
export function setAside(path: string, now: Timestamp): string {
  const ending = extname(path)
  const time = new Date(now).toISOString().replaceAll(/\.\d+|[-:]/g, '')
  const stem = `${basename(path, ending)}.damaged-${time}`
  let name = `${stem}${ending}`
  for (let count = 2; existsSync(join(dirname(path), name)); count += 1) name = `${stem}-${count}${ending}`
  renameSync(path, join(dirname(path), name))
  return name
}
