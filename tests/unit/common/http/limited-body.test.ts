import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readLimited } from '../../../../common/http/limited-body.ts'

/** A body of three chunks that counts the chunks that were read, and notes whether it was closed. */
function body(broken = false) {
  const state = { read: 0, closed: false }
  async function* chunks() {
    try {
      for (const text of ['abc', 'def', 'ghi']) {
        state.read += 1
        yield new TextEncoder().encode(text)
        if (broken) throw new Error('connection lost')
      }
    } finally {
      state.closed = true
    }
  }
  return { state, chunks: chunks() }
}

test('a body of exactly the limit is returned whole', async () => {
  const bytes = await readLimited(body().chunks, 9)
  expect(new TextDecoder().decode(bytes)).toBe('abcdefghi')
})

test('a larger body is not read to its end, and its stream is closed', async () => {
  const { state, chunks } = body()
  expect(await readLimited(chunks, 5)).toBeUndefined()
  expect(state).toEqual({ read: 2, closed: true })
})

test('a body that breaks off rejects', async () => {
  await expect(readLimited(body(true).chunks, 9)).rejects.toThrow('connection lost')
})

test('a message without a body is empty', async () => {
  expect(await readLimited(null, 9)).toEqual(new Uint8Array())
})

test('a larger Node stream is destroyed', async () => {
  const stream = Readable.from([Buffer.from('abcdef')], { objectMode: false })
  expect(await readLimited(stream, 5)).toBeUndefined()
  expect(stream.destroyed).toBe(true)
})
