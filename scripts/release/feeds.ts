import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { parseYaml } from '../lib/yaml.ts'

/** What an update feed says, as far as it can be checked against files beside it. */
const FeedSchema = v.object({
  version: v.string(),
  files: v.pipe(
    v.array(v.object({ url: v.string(), sha512: v.string(), size: v.optional(v.number()) })),
    v.minLength(1),
  ),
})

/** Where a feed and the files it names disagree, one sentence each. */
export async function feedFaults(folder: string, feed: string, version: string): Promise<string[]> {
  const parsed = v.safeParse(FeedSchema, parseYaml(await readFile(join(folder, feed), 'utf8')))
  if (!parsed.success) return [`${feed} is no update feed`]
  const faults = parsed.output.version === version ? [] : [`${feed} offers ${parsed.output.version}`]
  for (const { url, sha512, size } of parsed.output.files) {
    const path = join(folder, url)
    const found = /^[\w.-]+$/.test(url) ? await stat(path).catch(() => undefined) : undefined
    if (found === undefined) faults.push(`${feed} names ${url}, which is not there`)
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
