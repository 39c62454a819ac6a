import type { KeyObject } from 'node:crypto'
import type { Timers } from '../lib/timers.ts'
import { feedContents, type FeedContents } from './feed-contents.ts'
import { isSignedFeed, SIGNATURE_SUFFIX } from './feed-signature.ts'
import { mayFetch } from './feed-guard.ts'
import { UpdateRefused } from './updater.ts'

export interface SignedFeedEdges {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** The folder the feed and what it names lie in; ends with a slash. */
  readonly base: URL
  readonly keys: readonly KeyObject[]
  readonly timers: Timers
}

/** Larger than any feed by far. In bytes. */
const FEED_LIMIT = 64_000
const NO_CACHE = { 'Cache-Control': 'no-cache' }
/** How long a feed may take to come, in milliseconds. */
const PATIENCE_MS = 30_000

/** Reads a feed by its file name. It is parsed only once its signature is good. Rejects with `UpdateRefused`. */
export async function readSignedFeed(edges: SignedFeedEdges, fileName: string): Promise<FeedContents> {
  const feed = await fetchSmall(edges, fileName, 'no-feed')
  const signature = await fetchSmall(edges, `${fileName}${SIGNATURE_SUFFIX}`, 'not-signed')
  if (!isSignedFeed(fileName, feed, Buffer.from(signature).toString('latin1'), edges.keys)) {
    throw new UpdateRefused('wrong-signature', `${fileName} is not signed by whoever made this Offhook.`)
  }
  return feedContents(fileName, feed, edges.base)
}

async function fetchSmall(
  { fetch, base, timers }: SignedFeedEdges,
  fileName: string,
  missing: 'no-feed' | 'not-signed',
): Promise<Uint8Array> {
  const stop = new AbortController()
  const enough = timers.after(PATIENCE_MS, () => {
    stop.abort(new UpdateRefused('too-slow', `${fileName} takes too long.`))
  })
  try {
    const response = await fetch(new URL(fileName, base).href, { signal: stop.signal, headers: NO_CACHE })
    // Electron leaves the address empty; there the session's guard sees to it.
    if (response.url !== '' && !mayFetch(response.url, base)) {
      throw new UpdateRefused('led-elsewhere', `${fileName} was redirected elsewhere.`)
    }
    if (response.status === 404) throw new UpdateRefused(missing, `There is no ${fileName}.`)
    if (!response.ok) throw new UpdateRefused('unreachable', `${fileName}: status ${response.status}.`)
    return await readSmall(response, fileName)
  } catch (error) {
    if (stop.signal.reason instanceof UpdateRefused) throw stop.signal.reason
    if (error instanceof UpdateRefused) throw error
    throw new UpdateRefused('unreachable', `${fileName}: ${String(error)}`)
  } finally {
    enough()
    // Whatever has not come by now is not wanted.
    stop.abort()
  }
}

async function readSmall(response: Response, fileName: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (next?.value === undefined) return Buffer.concat(parts)
    length += next.value.length
    if (length > FEED_LIMIT) throw new UpdateRefused('too-big', `${fileName} is larger than any feed.`)
    parts.push(next.value)
  }
}
