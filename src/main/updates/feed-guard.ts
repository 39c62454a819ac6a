import type { WebRequest } from 'electron'
import { isPrivateHost } from './private-addresses.ts'

/** Limits the network session of updates. */
export interface FeedGuard {
  /** Sets the exact length of further responses in bytes; null: any length. */
  expect(bytes: number | null): void
  /** Returns why a request was blocked since the last call, or null. */
  takeBlocked(): 'redirected' | 'damaged' | null
}

/**
 * Whether this address may be requested for this feed. Redirects may lead to any https host, as downloads from GitHub do, because
 * the signature is checked. They must not lead to another scheme, to this computer or to its network.
 */
export function isAllowedFeedUrl(address: string, feed: URL): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.origin === feed.origin) return true
  return url.protocol === 'https:' && feed.protocol === 'https:' && !isPrivateHost(url.hostname)
}

/** Whether a person or an administrator may configure this feed: https, or this computer. */
export function isFeedUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname))
}

/** Checks every request of the session of updates. */
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
