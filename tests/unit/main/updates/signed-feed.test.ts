import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSignedFeed } from '../../../../src/main/updates/signed-feed.ts'
import type { UpdateProblem } from '../../../../src/shared/ipc/contract.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { FEED_NAME, openFeed, type Answer, type TestFeed } from '../../../support/updates/feed.ts'

const SIG = `${FEED_NAME}.sig`
const BODY = Buffer.from('the new Offhook')
const unknownKey = generateKeyPairSync('ed25519').privateKey

let feed: TestFeed
let elsewhere: TestFeed
let fakeClock: ReturnType<typeof createFakeClock>
beforeEach(async () => {
  feed = await openFeed()
  elsewhere = await openFeed()
  fakeClock = createFakeClock()
  feed.publish({ version: '2.0.0', body: BODY })
})
afterEach(async () => {
  await feed.close()
  await elsewhere.close()
})

const read = (name = FEED_NAME) =>
  readSignedFeed({ fetch, base: new URL(feed.url), keys: feed.keys, timers: fakeClock.timers }, name)
const spoil = (name: string, answer: Answer) => void feed.files.set(name, answer)
const text = (name = FEED_NAME) => String(feed.files.get(name))

test('a valid feed is read', async () => {
  feed.publish({ version: '2.0.0', body: BODY, lines: ['stagingPercentage: 10'] })
  expect(await read()).toMatchObject({
    version: '2.0.0',
    stagingPercentage: 10,
    files: [{ url: 'Offhook-2.0.0-linux-x86_64.AppImage', size: BODY.length }],
  })
  expect(feed.asked).toEqual([FEED_NAME, SIG])
  expect(fakeClock.due, 'nothing waits any more').toEqual([])
})

describe('an invalid feed is rejected', () => {
  const spoiled: [string, UpdateProblem, () => unknown][] = [
    ['none', 'no-feed', () => feed.files.clear()],
    ['none signed', 'not-signed', () => feed.files.delete(SIG)],
    [
      'signed with an unknown key',
      'wrong-signature',
      () => feed.publish({ version: '2.0.0', body: BODY, key: unknownKey }),
    ],
    [
      'changed since',
      'wrong-signature',
      () => spoil(FEED_NAME, Buffer.from(text().replace('2.0.0', '2.0.1'))),
    ],
    ['a byte more', 'wrong-signature', () => spoil(FEED_NAME, Buffer.from(`${text()} `))],
    ['a signature cut short', 'wrong-signature', () => spoil(SIG, Buffer.from(text(SIG).slice(0, 40)))],
    ['an empty signature', 'wrong-signature', () => spoil(SIG, Buffer.alloc(0))],
    ['unsigned garbage', 'wrong-signature', () => spoil(FEED_NAME, Buffer.from([0, 255, 7]))],
    ['unreadable', 'unreachable', () => spoil(FEED_NAME, (response) => response.writeHead(500).end())],
    ['huge', 'too-big', () => spoil(FEED_NAME, Buffer.alloc(70_000))],
    ['a huge signature', 'too-big', () => spoil(SIG, Buffer.alloc(70_000))],
    ['gone half-way', 'unreachable', () => spoil(FEED_NAME, goneHalfWay)],
    [
      'redirected to another host',
      'redirected',
      () => {
        elsewhere.files.set(FEED_NAME, Buffer.from(text()))
        spoil(FEED_NAME, (response) => response.writeHead(302, { Location: elsewhere.url + FEED_NAME }).end())
      },
    ],
  ]
  test.each(spoiled)('%s: %s', async (_what, why, spoilIt) => {
    spoilIt()
    await expect(read()).rejects.toMatchObject({ name: 'UpdateError', why })
  })

  test('when it is the beta feed in the place of the stable feed', async () => {
    feed.publish({ version: '2.0.0', body: BODY, feedName: 'beta-linux.yml' })
    for (const end of ['', '.sig']) spoil(FEED_NAME + end, Buffer.from(text(`beta-linux.yml${end}`)))
    await expect(read()).rejects.toMatchObject({ why: 'wrong-signature' })
    expect(await read('beta-linux.yml')).toMatchObject({ version: '2.0.0' })
  })

  test('as soon as it is too long', async () => {
    spoil(FEED_NAME, (response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(10_000)));
        response.once('drain', more)
      }
      more()
    })
    await expect(read()).rejects.toMatchObject({ why: 'too-big' })
  })

  test('after half a minute without data', async () => {
    const asked = new Promise<void>((resolve) => spoil(FEED_NAME, () => resolve()))
    const answer = expect(read()).rejects.toMatchObject({ why: 'too-slow' })
    await asked
    await fakeClock.advance(30_000)
    await answer
  })

  test('when its server has disappeared', async () => {
    const gone = await openFeed()
    await gone.close()
    const deps = { fetch, base: new URL(gone.url), keys: gone.keys, timers: fakeClock.timers }
    await expect(readSignedFeed(deps, FEED_NAME)).rejects.toMatchObject({ why: 'unreachable' })
  })
})

describe('a signed but invalid feed is rejected', () => {
  const changes: [string, (good: string) => string][] = [
    ['no YAML', () => '\t{[:'],
    ['another YAML', () => '- 1\n- 2\n'],
    ['nothing', () => '#\n'],
    ['no version', (good) => good.replace('2.0.0', 'newest')],
    ['a file elsewhere', (good) => good.replace('url: ', 'url: https://example.com/')],
    ['a file above', (good) => good.replace('url: ', 'url: ../')],
    ['a hidden file', (good) => good.replace('url: ', 'url: .')],
    ['a file without its sum', (good) => good.replace(/ {4}sha512: .*\n/, '')],
    ['a weaker sum', (good) => good.replace('    sha512', '    sha2')],
    ['a file too large for any disk', (good) => good.replace(/size: \d+/, 'size: 99999999999')],
    ['everybody and more', (good) => `${good}stagingPercentage: 101\n`],
  ]
  test.each(changes)('%s', async (_what, change) => {
    spoil(FEED_NAME, Buffer.from(change(text())))
    feed.signAgain()
    await expect(read()).rejects.toMatchObject({ why: 'malformed' })
  })
})

function goneHalfWay(response: Parameters<Extract<Answer, (...args: never) => unknown>>[0]): void {
  response.writeHead(200, { 'Content-Length': 1_000 }).write('version: 2.0.0\n', () => response.destroy())
}
