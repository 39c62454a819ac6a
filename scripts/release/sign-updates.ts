import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseFeed } from '../../src/main/updates/feed-contents.ts'
import {
  isSignedFeed,
  publicKeysFrom,
  secretKeyFrom,
  signFeed,
  SIGNATURE_SUFFIX,
} from '../../src/main/updates/feed-signature.ts'

const FEED = /^(latest|beta)[\w-]*\.yml$/

export interface SignOptions {
  /** The folder with the feeds and the files that they name. */
  readonly folder: string
  /** PKCS #8, base64. */
  readonly secretKey: string
  /** The public keys that the builds trust: SPKI, base64, separated by commas. */
  readonly publicKeys?: string | undefined
}

/**
 * Signs the feeds of a folder and resolves with their names. Rejects, and signs nothing, if a feed is invalid, if a file
 * that it names is missing or different, or if the builds would not trust the signature.
 */
export async function signUpdates({ folder, secretKey, publicKeys }: SignOptions): Promise<string[]> {
  const key = secretKeyFrom(secretKey)
  const trusted = publicKeys ? publicKeysFrom(publicKeys) : [createPublicKey(key)]
  const names = (await readdir(folder)).filter((name) => FEED.test(name)).toSorted()
  if (names.length === 0) throw new Error(`There is no feed (latest*.yml) in ${folder}.`)
  const signatures = new Map<string, string>()
  for (const name of names) {
    const feed = await readFile(join(folder, name))
    for (const file of parseFeed(name, feed, pathToFileURL(folder)).files) await compare(folder, name, file)
    const signature = signFeed(name, feed, key)
    if (!isSignedFeed(name, feed, signature, trusted)) {
      throw new Error(
        'UPDATE_SIGNING_KEY does not belong to OFFHOOK_UPDATE_PUBLIC_KEY: no build would trust it.',
      )
    }
    signatures.set(name, signature)
  }
  for (const [name, signature] of signatures) {
    await writeFile(join(folder, name + SIGNATURE_SUFFIX), `${signature}\n`)
  }
  return names
}

async function compare(folder: string, feed: string, file: { url: string; sha512: string }): Promise<void> {
  const body = await readFile(join(folder, file.url)).catch(() => {
    throw new Error(`${feed} names ${file.url}, which is not in ${folder}.`)
  })
  if (createHash('sha512').update(body).digest('base64') !== file.sha512) {
    throw new Error(`${file.url} is not the file that ${feed} describes.`)
  }
}

/** A new key pair in the format of the environment variables. */
export function newKeys(): { secret: string; public: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    secret: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    public: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}
