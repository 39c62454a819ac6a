import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { signFeed, SIGNATURE_SUFFIX } from '../../../src/main/updates/feed-signature.ts'

/** What the feed answers for one file: bytes with status 200, or whatever it likes. */
export type Answer = Buffer | ((response: ServerResponse) => void)

interface Release {
  readonly version: string
  /** The installer. */
  readonly body: Buffer
  readonly feedName?: string
  readonly fileName?: string
  /** More lines of the feed. */
  readonly lines?: readonly string[]
  /** Whose signature it carries; null: none. */
  readonly key?: KeyObject | null
}

/** A place updates come from, on this computer only. */
export interface TestFeed {
  readonly url: string
  /** What a build that trusts it has to know. */
  readonly publicKey: string
  readonly keys: readonly KeyObject[]
  /** Everything it serves, by name. To be spoiled as a test likes. */
  readonly files: Map<string, Answer>
  /** The names asked for, in order. */
  readonly asked: readonly string[]
  publish(release: Release): void
  /** Signs what lies there now, as it is. */
  signAgain(feedName?: string): void
  close(): Promise<void>
}

export const FEED_NAME = 'latest-linux.yml'

export async function openFeed(): Promise<TestFeed> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const files = new Map<string, Answer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://feed').pathname.slice(1))
    asked.push(name)
    const answer = files.get(name)
    if (answer === undefined) response.writeHead(404).end('There is nothing here.')
    else if (typeof answer === 'function') answer(response)
    else response.writeHead(200, { 'Content-Length': answer.length }).end(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The feed has no port.')

  const put = (name: string, feed: Buffer, key: KeyObject | null) => {
    files.set(name, feed)
    files.delete(name + SIGNATURE_SUFFIX)
    if (key) files.set(name + SIGNATURE_SUFFIX, Buffer.from(`${signFeed(name, feed, key)}\n`))
  }
  return {
    url: `http://127.0.0.1:${address.port}/`,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    keys: [publicKey],
    files,
    asked,
    publish(release) {
      const {
        version,
        body,
        feedName = FEED_NAME,
        fileName = `Offhook-${version}-linux-x86_64.AppImage`,
      } = release
      files.set(fileName, body)
      const feed = feedText(version, fileName, body, release.lines ?? [])
      put(feedName, feed, release.key === undefined ? privateKey : release.key)
    },
    signAgain(feedName = FEED_NAME) {
      const feed = files.get(feedName)
      if (Buffer.isBuffer(feed)) put(feedName, feed, privateKey)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** As electron-builder writes it. */
function feedText(version: string, fileName: string, body: Buffer, lines: readonly string[]): Buffer {
  const sha512 = createHash('sha512').update(body).digest('base64')
  return Buffer.from(
    [
      `version: ${version}`,
      'files:',
      `  - url: ${fileName}`,
      `    sha512: ${sha512}`,
      `    size: ${body.length}`,
      `path: ${fileName}`,
      `sha512: ${sha512}`,
      "releaseDate: '2026-11-22T18:00:00.000Z'",
      ...lines,
      '',
    ].join('\n'),
  )
}
