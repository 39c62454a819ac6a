import { readLimited } from '../../../common/http/limited-body.ts'
import type { KeyObject } from 'node:crypto'
import type { Timers } from '../lib/timers.ts'
import { parseFeed, type FeedContents } from './feed-contents.ts'
import { isSignedFeed, SIGNATURE_SUFFIX } from './feed-signature.ts'
import { isAllowedFeedUrl } from './feed-guard.ts'
import { UpdateError } from './updater.ts'

export interface SignedFeedDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** The folder of the feed and of its files; ends with a slash. */
  readonly base: URL
  readonly keys: readonly KeyObject[]
  readonly timers: Timers
}

/** The maximum size of a feed in bytes. */
const MAX_FEED_BYTES = 64_000
const NO_CACHE = { 'Cache-Control': 'no-cache' }
/** The longest duration of a request, in milliseconds. */
const TIMEOUT_MS = 30_000

/** Reads a feed by its file name. It is parsed only if its signature is valid. Rejects with `UpdateError`. */
export async function readSignedFeed(deps: SignedFeedDeps, fileName: string): Promise<FeedContents> {
  const feed = await fetchSmall(deps, fileName, 'no-feed')
  const signature = await fetchSmall(deps, `${fileName}${SIGNATURE_SUFFIX}`, 'not-signed')
  if (!isSignedFeed(fileName, feed, Buffer.from(signature).toString('latin1'), deps.keys)) {
    throw new UpdateError('wrong-signature', `${fileName} is not signed by whoever made this Offhook.`)
  }
  return parseFeed(fileName, feed, deps.base)
}

async function fetchSmall(
  { fetch, base, timers }: SignedFeedDeps,
  fileName: string,
  missing: 'no-feed' | 'not-signed',
): Promise<Uint8Array> {
  const stop = new AbortController()
  const enough = timers.after(TIMEOUT_MS, () => {
    stop.abort(new UpdateError('too-slow', `${fileName} takes too long.`))
  })
  try {
    const response = await fetch(new URL(fileName, base).href, { signal: stop.signal, headers: NO_CACHE })
    // Electron leaves the address empty; then the guard of the session checks it.
    if (response.url !== '' && !isAllowedFeedUrl(response.url, base)) {
      throw new UpdateError('redirected', `${fileName} was redirected elsewhere.`)
    }
    if (response.status === 404) throw new UpdateError(missing, `There is no ${fileName}.`)
    if (!response.ok) throw new UpdateError('unreachable', `${fileName}: status ${response.status}.`)
    return await readSmall(response, fileName)
  } catch (error) {
    if (stop.signal.reason instanceof UpdateError) throw stop.signal.reason
    if (error instanceof UpdateError) throw error
    throw new UpdateError('unreachable', `${fileName}: ${String(error)}`)
  } finally {
    enough()
    // Ends the requests that are still running.
    stop.abort()
  }
}

async function readSmall(response: Response, fileName: string): Promise<Uint8Array> {
  const body = await readLimited(response.body, MAX_FEED_BYTES)
  if (body === undefined) throw new UpdateError('too-big', `${fileName} is larger than any feed.`)
  return body
}
