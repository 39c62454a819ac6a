import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js'
import * as v from 'valibot'
import { UpdateError } from './updater.ts'

/** The largest installer there will ever be. */
const MAX_FILE_BYTES = 1_500_000_000

/** Only names beside the feed itself: a feed leads nowhere else. */
const FileSchema = v.object({
  url: v.pipe(v.string(), v.regex(/^\w[\w.+-]{0,199}$/)),
  sha512: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{86}==$/)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_FILE_BYTES)),
})

const FeedSchema = v.object({
  version: v.pipe(v.string(), v.maxLength(60), v.regex(/^\d+\.\d+\.\d+(-[\w.-]+)?$/)),
  files: v.pipe(v.array(FileSchema), v.minLength(1), v.maxLength(30)),
  releaseDate: v.pipe(v.string(), v.maxLength(40)),
  /** How many of a hundred computers get it. */
  stagingPercentage: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  minimumSystemVersion: v.optional(v.pipe(v.string(), v.maxLength(40))),
})
export type FeedContents = v.InferOutput<typeof FeedSchema>

/** Reads a feed (YAML, as electron-builder writes it) that is known to be ours. Rejects what is not exactly one. */
export function parseFeed(fileName: string, feed: Uint8Array, url: URL): FeedContents {
  let parsed: unknown
  try {
    parsed = parseUpdateInfo(Buffer.from(feed).toString('utf8'), fileName, url)
  } catch {
    throw new UpdateError('malformed', `${fileName} is no YAML.`)
  }
  const contents = v.safeParse(FeedSchema, parsed)
  if (contents.success) return contents.output
  const [issue] = contents.issues
  throw new UpdateError(
    'malformed',
    `${fileName} makes no sense at ${v.getDotPath(issue) ?? 'its beginning'}.`,
  )
}
