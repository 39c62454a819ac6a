import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStorageFixture, openJsonlFile } from '../../../support/main/storage-fixture.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-'))
  path = join(folder, 'recents.jsonl')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const open = () => openJsonlFile(path)

describe('a JSONL file', () => {
  test('is empty when it does not exist, and contains the added lines when append returns', () => {
    const file = open()
    expect(file.read()).toEqual([])
    file.append('one')
    expect(open().read()).toEqual(['one'])
    file.append('two')
    expect(open().read()).toEqual(['one', 'two'])
  })

  test('truncated anywhere by a crash loses only the truncated line', () => {
    const lines = ['first line', 'second line', 'third line']
    for (const line of lines) open().append(line)
    const whole = readFileSync(path)
    for (let length = whole.length; length >= 0; length -= 1) {
      writeFileSync(path, whole)
      truncateSync(path, length)
      open().append('after')
      const read = open().read()
      const untouched = lines.filter((line) => whole.subarray(0, length).toString().includes(line))
      expect(read.filter((line) => lines.includes(line))).toEqual(untouched)
      expect(read.at(-1)).toBe('after')
    }
  })

  test('accepts new lines after it is replaced, and is readable by its owner only', () => {
    const file = open()
    file.append('old')
    file.replace(['new', 'newer'])
    file.append('newest')
    expect(open().read()).toEqual(['new', 'newer', 'newest'])
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  test('ignores a temporary file that a crash during a replacement has left', () => {
    appendFileSync(`${path}.new`, 'half a li')
    const file = open()
    file.append('one')
    file.replace(['one'])
    expect(file.read()).toEqual(['one'])
  })

  test('is unchanged when the disk becomes full during a replacement', () => {
    writeFileSync(path, 'kept\n')
    const module = pathToFileURL(resolve('tests/support/main/storage-fixture.ts')).href
    const script = `import(${JSON.stringify(module)}).then(({ openJsonlFile, createStorageFixture }) => {
      const hands = createStorageFixture()
      openJsonlFile(${JSON.stringify(path)}, hands).replace(Array(9_000).fill('a line'))
      console.log(hands.log.lines, hands.health.current.problem)
    })`
    // A limit of 1 KiB behaves like the last free kilobyte: what fits is written, and no error until one writes on.
    const bash = ['-c', 'ulimit -f 1; exec "$0" --import tsx -e "$1"', process.execPath, script]
    const output = execFileSync('bash', bash, { encoding: 'utf8' })
    expect(output).toContain('EFBIG')
    expect(output).toContain('disk-full')
    expect(readFileSync(path, 'utf8')).toBe('kept\n')
    expect(readdirSync(folder), 'nothing half written is left').toEqual(['recents.jsonl'])
  })

  test('that cannot be written is written later, completely and in order', async () => {
    const hands = createStorageFixture()
    const inner = join(folder, 'not', 'there')
    const file = openJsonlFile(join(inner, 'recents.jsonl'), hands)
    file.append('one')
    file.append('two')
    expect(hands.health.current.problem).toBe('other')
    expect(hands.log.lines).toHaveLength(1)
    await hands.clock.advance(60_000)
    mkdirSync(inner, { recursive: true })
    file.append('three')
    expect(hands.health.current.problem).toBeNull()
    expect(openJsonlFile(join(inner, 'recents.jsonl'), hands).read()).toEqual(['one', 'two', 'three'])
  })

  test('that is damaged is kept under another name', () => {
    writeFileSync(path, 'garbage')
    const hands = createStorageFixture()
    const file = openJsonlFile(path, hands)
    file.replaceDamaged(['one'])
    file.append('two')
    const [damaged] = hands.health.current.damaged
    expect(damaged?.file).toBe('recents')
    expect(readFileSync(join(folder, damaged?.keptAs ?? ''), 'utf8')).toBe('garbage')
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  })

  test('that is a folder is also kept under another name', () => {
    mkdirSync(path)
    const hands = createStorageFixture()
    const file = openJsonlFile(path, hands)
    expect(file.read()).toEqual([])
    file.append('one')
    expect(file.read()).toEqual(['one'])
    expect(hands.health.current.damaged).toHaveLength(1)
  })
})
