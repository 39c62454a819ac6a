import type { WebRequest } from 'electron'
import { isPrivateHost } from './private-addresses.ts'

/** What the network session of updates may do, and what it stopped. */
export interface FeedGuard {
  /** From now on answers have to be exactly this long, or as long as they like (null). In bytes. */
  expect(bytes: number | null): void
  /** Why a request was stopped since this was last asked, or null. */
  takeBlocked(): 'redirected' | 'damaged' | null
}

/**
 * Whether something of this feed may be fetched from here. Redirects may lead to any host that proves who it is, as
 * downloads from GitHub do: what counts is the signature. They never lead off https, nor into this computer or its network.
 */
export function isAllowedFeedUrl(address: string, feed: URL): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.origin === feed.origin) return true
  return url.protocol === 'https:' && feed.protocol === 'https:' && !isPrivateHost(url.hostname)
}

/** Whether a person or an administrator may name this as a feed: https, or this computer itself. */
export function isFeedUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname))
}

/** Stands between a session of its own and the network. */
export function guardFeed(webRequest: WebRequest, feed: URL): FeedGuard {
  let expected: number | null = null
  let blocked: 'redirected' | 'damaged' | null = null
  webRequest.onBeforeRequest(({ url }, callback) => {
    const cancel = !isAllowedFeedUrl(url, feed)
    if (cancel) blocked = 'redirected'
    callback({ cancel })
  })
  webRequest.onHeadersReceived(({ responseHeaders, statusCode }, callback) => {
    const cancel = expected !== null && statusCode === 200 && lengthIn(responseHeaders) !== expected
    if (cancel) blocked = 'damaged'
    callback({ cancel })
  })
  return {
    expect(bytes) {
      expected = bytes
    },
    takeBlocked() {
      const why = blocked
      blocked = null
      return why
    },
  }
}

function lengthIn(headers: Record<string, string[]> = {}): number | undefined {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length')
  return found?.[1][0] === undefined ? undefined : Number(found[1][0])
}
