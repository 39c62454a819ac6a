import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { writePrivateFile } from '../../../../common/node/private-file.ts'
import { matchesDigest, parseSecretHash } from '../../../../token-service/auth/secret-hash.ts'
import { addUser } from '../../../../token-service/auth/add-user.ts'

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
  test('add-user without a file prints the entry and its secret', async () => {
    const { parts, printed, files } = shell()
    expect(await addUser(parts, ['alice'])).toBe(0)
    const hash = /"secretHash":"([^"]+)"/.exec(printed.out)?.[1] ?? ''
    const entry = parseSecretHash(hash)
    expect(entry?.kind === 'sha256' && matchesDigest(secretIn(printed.out), entry.digest)).toBe(true)
    expect(files).toEqual({})
  })

  test('add-user creates the file named by USERS_FILE and appends to it', async () => {
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

  test.each(['{}', '[', 'null'])('add-user does not change a file with the content %s', async (text) => {
    const { parts, files, printed } = shell({ 'users.json': text })
    expect(await addUser(parts, ['alice', 'users.json'])).toBe(1)
    expect(files['users.json']).toBe(text)
    expect(printed.err).toContain('not a JSON list')
    expect(printed.out).toBe('')
  })

  test.each(['', 'a b', 'client:alice', '<a>'])('add-user refuses the identity %j', async (identity) => {
    const { parts, printed } = shell()
    expect(await addUser(parts, [identity])).toBe(1)
    expect(printed.err).toContain('An identity is')
  })
})

describe('the file that add-user writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-users-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const fresh = (): string => mkdtempSync(join(folder, 'case-'))

  test.each([0o000, 0o077])(
    'the users file is readable by its owner only, under umask %o and also after an open one',
    (umask) => {
      const file = join(fresh(), 'users.json')
      writeFileSync(file, '[]', { mode: 0o666 })
      chmodSync(file, 0o666)
      const before = process.umask(umask)
      try {
        writePrivateFile(file, '[1]')
      } finally {
        process.umask(before)
      }
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(readFileSync(file, 'utf8')).toBe('[1]')
      expect(readdirSync(join(file, '..'))).toEqual(['users.json'])
    },
  )

  test('a symbolic link that another user planted is not followed', () => {
    const here = fresh()
    const victim = join(here, 'victim')
    writeFileSync(victim, 'as it was')
    for (const name of ['users.json.new', 'users.json.tmp', '.users.json.new'])
      symlinkSync(victim, join(here, name))
    writePrivateFile(join(here, 'users.json'), '[1]')
    expect(readFileSync(victim, 'utf8')).toBe('as it was')
    expect(lstatSync(join(here, 'users.json')).isFile()).toBe(true)
  })

  test('a users file that is a symbolic link is refused, and its target stays unchanged', async () => {
    const here = fresh()
    const [victim, link] = [join(here, 'victim'), join(here, 'users.json')]
    writeFileSync(victim, '[]')
    symlinkSync(victim, link)
    const { parts, printed } = shell({ [link]: '[]' })
    expect(await addUser({ ...parts, writeText: writePrivateFile }, ['alice', link])).toBe(1)
    expect(printed.err).toContain('symbolic link')
    expect(printed.out).toBe('')
    expect(readFileSync(victim, 'utf8')).toBe('[]')
  })

  test('the users file stays unchanged when its folder is not writable', () => {
    const here = fresh()
    expect(() => writePrivateFile(join(here, 'nowhere', 'users.json'), '[]')).toThrow('ENOENT')
    expect(readdirSync(here)).toEqual([])
  })
})
