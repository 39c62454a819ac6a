import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdtempSync,
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
import { createLineFile } from '../../../src/main/recents-file.ts'
import { createWrittenLog } from '../../support/main/hands.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-'))
  path = join(folder, 'recents.jsonl')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const open = () => createLineFile(path, createWrittenLog())

describe('a file of lines', () => {
  test('that is not there yet is empty; what was added is there when append returns', () => {
    const file = open()
    expect(file.read()).toEqual([])
    file.append('one')
    expect(open().read()).toEqual(['one'])
    file.append('two')
    expect(open().read()).toEqual(['one', 'two'])
  })

  test('cut off anywhere by a crash loses only the line it was cut in', () => {
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

  test('replaced as a whole goes on from there, and is nobody else’s to read', () => {
    const file = open()
    file.append('old')
    file.replace(['new', 'newer'])
    file.append('newest')
    expect(open().read()).toEqual(['new', 'newer', 'newest'])
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  test('left over from a crash in the middle of replacing does no harm', () => {
    appendFileSync(`${path}.new`, 'half a li')
    const file = open()
    file.append('one')
    file.replace(['one'])
    expect(file.read()).toEqual(['one'])
  })

  test('is left as it was by a disk that gets full while it is replaced', () => {
    writeFileSync(path, 'kept\n')
    const module = pathToFileURL(resolve('src/main/recents-file.ts')).href
    const script = `import(${JSON.stringify(module)}).then(({ createLineFile }) =>
      createLineFile(${JSON.stringify(path)}, { error: console.log }).replace(Array(9_000).fill('a line')))`
    // A limit of 1 KiB behaves like the last free kilobyte: what fits is written, and no error until one writes on.
    const bash = ['-c', 'ulimit -f 1; exec "$0" --import tsx -e "$1"', process.execPath, script]
    expect(execFileSync('bash', bash, { encoding: 'utf8' })).toContain('EFBIG')
    expect(readFileSync(path, 'utf8')).toBe('kept\n')
  })

  test('that cannot be written is said in the log, and stops nobody', () => {
    const log = createWrittenLog()
    const file = createLineFile(join(folder, 'no', 'such', 'folder'), log)
    file.append('one')
    file.replace(['one'])
    expect(file.read()).toEqual([])
    expect(log.lines).toHaveLength(2)
    expect(log.lines[0]).toContain('could not be kept')
  })
})
