import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** SHA-256 of a file, in lower-case hex; rejects when it cannot be read. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** Rejects if a file does not have the pinned checksum. */
export async function expectSha256(path: string, expected: string, what: string): Promise<void> {
  const actual = await sha256OfFile(path)
  if (actual === expected) return
  throw new Error(
    `${what} has another checksum and was not used: its SHA-256 is ${actual}, expected ${expected}.`,
  )
}
