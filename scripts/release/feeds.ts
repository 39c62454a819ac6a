import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { parseYaml } from '../lib/yaml.ts'

/** The part of an update feed that describes files. */
const FeedSchema = v.object({
  version: v.string(),
  files: v.pipe(
    v.array(v.object({ url: v.string(), sha512: v.string(), size: v.optional(v.number()) })),
    v.minLength(1),
  ),
})

/** Returns one sentence for each difference between a feed and the files that it names. */
export async function feedFaults(folder: string, feed: string, version: string): Promise<string[]> {
  const parsed = v.safeParse(FeedSchema, parseYaml(await readFile(join(folder, feed), 'utf8')))
  if (!parsed.success) return [`${feed} is not an update feed`]
  const faults = parsed.output.version === version ? [] : [`${feed} offers ${parsed.output.version}`]
  for (const { url, sha512, size } of parsed.output.files) {
    const path = join(folder, url)
    const found = /^[\w.-]+$/.test(url) ? await stat(path).catch(() => undefined) : undefined
    if (found === undefined) faults.push(`${feed} names ${url}, which does not exist`)
    else if (size !== undefined && size !== found.size) faults.push(`${feed} has another size for ${url}`)
    else if ((await sha512Of(path)) !== sha512) faults.push(`${feed} has another checksum for ${url}`)
  }
  return faults
}

/** SHA-512 of a file in base64, as feeds hold it. */
async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('base64')
}
