import { getRawHeader } from '@electron/asar'
import * as v from 'valibot'

const File = v.object({ integrity: v.object({ hash: v.string() }) })
const Folder = v.object({ files: v.record(v.string(), v.unknown()) })

/** The files of an asar archive in its order, each with the SHA-256 of what is in it. */
export function contentsOf(archive: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const walk = (entry: unknown, at: string): void => {
    if (!v.is(Folder, entry)) {
      found.set(at, v.parse(File, entry).integrity.hash)
      return
    }
    for (const [name, inside] of Object.entries(entry.files)) walk(inside, at === '' ? name : `${at}/${name}`)
  }
  walk(getRawHeader(archive).header, '')
  return found
}
