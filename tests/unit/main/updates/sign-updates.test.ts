import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newKeys, signUpdates } from '../../../../scripts/release/sign-updates.ts'
import { readSignedFeed } from '../../../../src/main/updates/signed-feed.ts'
import { publicKeysFrom } from '../../../../src/main/updates/feed-signature.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { FEED_NAME, openFeed, type TestFeed } from '../../../support/updates/feed.ts'

const keys = newKeys()
const FILE = 'Offhook-2.0.0-linux-x86_64.AppImage'
let folder: string
let feed: TestFeed
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-sign-'))
  feed = await openFeed()
  feed.publish({ version: '2.0.0', body: Buffer.from('new'), key: null })
  for (const [name, answer] of feed.files)
    if (Buffer.isBuffer(answer)) await writeFile(join(folder, name), answer)
  await writeFile(join(folder, 'builder-debug.yml'), 'x64: {}\n')
})
afterEach(async () => {
  await feed.close()
  await rm(folder, { recursive: true, force: true })
})
const sign = (parts: { secretKey?: string; publicKeys?: string } = {}) =>
  signUpdates({ folder, secretKey: keys.secret, publicKeys: keys.public, ...parts })
const signatures = async () => (await readdir(folder)).filter((name) => name.endsWith('.sig'))

test('what a release signs is what Offhook trusts', async () => {
  expect(await sign()).toEqual([FEED_NAME])
  expect(await signatures()).toEqual([`${FEED_NAME}.sig`])
  feed.files.set(`${FEED_NAME}.sig`, await readFile(join(folder, `${FEED_NAME}.sig`)))
  const timers = createFakeClock().timers
  const read = (publicKeys: string) =>
    readSignedFeed({ fetch, base: new URL(feed.url), keys: publicKeysFrom(publicKeys), timers }, FEED_NAME)
  expect(await read(keys.public)).toMatchObject({ version: '2.0.0' })
  // While an old key is replaced, builds trust both.
  expect(await read(`${newKeys().public},${keys.public}`)).toMatchObject({ version: '2.0.0' })
  await expect(read(newKeys().public)).rejects.toMatchObject({ why: 'wrong-signature' })
})

const refused: [string, RegExp, () => Promise<unknown>][] = [
  ['another file than described', /is not the file/, () => change(FILE, 'old')],
  ['a file that is missing', /is not in/, () => rm(join(folder, FILE))],
  ['a feed that makes no sense', /makes no sense/, () => change(FEED_NAME, 'version: 2.0.0\n')],
  ['no feed at all', /There is no feed/, () => rm(join(folder, FEED_NAME))],
]
const change = (name: string, text: string) => writeFile(join(folder, name), text)

test.each(refused)('%s is not signed', async (_what, words, spoil) => {
  await spoil()
  await expect(sign()).rejects.toThrow(words)
  expect(await signatures()).toEqual([])
})

test('a key that no build trusts signs nothing', async () => {
  await expect(sign({ publicKeys: newKeys().public })).rejects.toThrow(/no build would trust it/)
  await expect(sign({ secretKey: keys.public })).rejects.toThrow(/not an Ed25519 secret key/)
  await expect(sign({ publicKeys: 'AAAA' })).rejects.toThrow(/not an Ed25519 public key/)
  expect(await signatures()).toEqual([])
})
