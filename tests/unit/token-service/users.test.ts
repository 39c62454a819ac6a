import { describe, expect, test } from 'vitest'
import { matchesDigest, parseSecretHash } from '../../../token-service/secret-hash.ts'
import { addUser } from '../../../token-service/users.ts'

function shell(files: Record<string, string> = {}, env: Record<string, string> = {}) {
  const printed = { out: '', err: '' }
  return {
    files,
    printed,
    parts: {
      env,
      readText: (path: string): string => {
        const text = files[path]
        if (text === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' })
        return text
      },
      writeText: (path: string, text: string) => void (files[path] = text),
      out: (text: string) => void (printed.out += text),
      err: (text: string) => void (printed.err += text),
    },
  }
}
const secretIn = (text: string): string => /^[\w-]{12}\.[\w-]{43}$/m.exec(text)?.[0] ?? ''

describe('add-user', () => {
  test('without a file prints the entry and the secret that belongs to it', async () => {
    const { parts, printed, files } = shell()
    expect(await addUser(parts, ['alice'])).toBe(0)
    const hash = /"secretHash":"([^"]+)"/.exec(printed.out)?.[1] ?? ''
    const entry = parseSecretHash(hash)
    expect(entry?.kind === 'sha256' && matchesDigest(secretIn(printed.out), entry.digest)).toBe(true)
    expect(files).toEqual({})
  })

  test('makes the file named by USERS_FILE, and adds to it', async () => {
    const { parts, files, printed } = shell({}, { USERS_FILE: 'users.json' })
    expect(await addUser(parts, ['alice'])).toBe(0)
    expect(await addUser(parts, ['bob', 'users.json'])).toBe(0)
    const entries: unknown = JSON.parse(files['users.json'] ?? '')
    expect(entries).toEqual([
      { identity: 'alice', secretHash: expect.stringMatching(/^sha256\$/) },
      { identity: 'bob', secretHash: expect.stringMatching(/^sha256\$/) },
    ])
    expect(files['users.json']).not.toContain(secretIn(printed.out))
  })

  test.each(['{}', '[', 'null'])('leaves a file that holds %s as it is', async (text) => {
    const { parts, files, printed } = shell({ 'users.json': text })
    expect(await addUser(parts, ['alice', 'users.json'])).toBe(1)
    expect(files['users.json']).toBe(text)
    expect(printed.err).toContain('not a JSON list')
    expect(printed.out).toBe('')
  })

  test.each(['', 'a b', 'client:alice', '<a>'])('refuses the identity %j', async (identity) => {
    const { parts, printed } = shell()
    expect(await addUser(parts, [identity])).toBe(1)
    expect(printed.err).toContain('An identity is')
  })
})
