import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { errorCode } from '../lib/error-code.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { isGoodSetting } from './settings.ts'
import type { Store } from './store.ts'
import { recoverSettings } from './recover-settings.ts'
import type { RetryingWriter } from '../lib/storage/retrying-writer.ts'
import { setAside } from '../lib/storage/set-aside.ts'
import type { StorageHealth } from '../lib/storage/storage-health.ts'

export interface SettingsFileDeps {
  /** Absolute; its folder exists. */
  readonly path: string
  /** Writes the whole file: a crash leaves the old or the new one. Throws when it cannot be written. */
  readonly replace: (values: Readonly<Record<string, unknown>>) => void
  readonly writer: RetryingWriter
  readonly health: Pick<StorageHealth, 'addDamaged'>
  readonly clock: () => Timestamp
  readonly log: Log
}

/**
 * The settings as a JSON file, held in memory and written after each change. A damaged file is kept under another name, and
 * what can be read from it is used. Unknown names are kept unchanged.
 */
export function openSettingsFile({ path, replace, writer, health, clock, log }: SettingsFileDeps): Store {
  const values = new Map<string, unknown>()
  let isInTheWay = false

  const write = () => {
    if (isInTheWay) keepDamaged()
    replace(Object.fromEntries(values))
  }
  const save = () => {
    writer.write(basename(path), write)
  }
  /** Nothing is written to the path until the damaged file has been renamed. */
  const keepDamaged = () => {
    const keptAs = setAside(path, clock())
    isInTheWay = false
    log.warn(`${basename(path)} is damaged. It is kept as ${keptAs}.`)
    health.addDamaged({ file: 'settings', keptAs, connectionRead: values.has('line') })
  }
  const load = () => {
    let bytes: Uint8Array
    try {
      bytes = readFileSync(path)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return
      log.error(`${basename(path)} cannot be read: ${errorMessage(error)}`)
      isInTheWay = true
      return
    }
    const { values: found, isWhole } = recoverSettings(
      bytes,
      (name, value) => isGoodSetting(name, value) === true,
    )
    const bad = Object.keys(found).filter((name) => isGoodSetting(name, found[name]) === false)
    for (const [name, value] of Object.entries(found)) if (!bad.includes(name)) values.set(name, value)
    if (bad.length > 0) log.warn(`Settings that make no sense are left aside: ${bad.join(', ')}.`)
    isInTheWay = !isWhole || bad.length > 0
  }

  load()
  if (isInTheWay) save()
  return {
    get: (name) => values.get(name),
    set(name, value) {
      if (value === undefined) values.delete(name)
      else values.set(name, value)
      save()
    },
    delete(name) {
      if (values.delete(name)) save()
    },
  }
}
