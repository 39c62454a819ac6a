import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createStorageFixture } from '../../../../support/main/storage-fixture.ts'

/** An error of the system. */
const failure = (code: string) => Object.assign(new Error(`${code}: no`), { code })

/** A disk whose every write fails with `code` until that is null. */
function createDisk(code: string | null) {
  const files = new Map<string, string>()
  return {
    files,
    code,
    write(name: string, content: string) {
      if (this.code !== null) throw failure(this.code)
      files.set(name, content)
    },
  }
}

describe('the writer', () => {
  test('writes at once', () => {
    const { writer, health } = createStorageFixture()
    const disk = createDisk(null)
    writer.write('a', () => disk.write('a', '1'))
    expect(disk.files.get('a')).toBe('1')
    expect(health.current.problem).toBeNull()
  })

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EFBIG', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'not-allowed'],
    ['EPERM', 'not-allowed'],
    ['EIO', 'other'],
  ])(
    'reports %s as %s, logs it once, and writes the newest content when it can again',
    async (code, problem) => {
      const { writer, health, clock, log } = createStorageFixture()
      const disk = createDisk(code)
      writer.write('a', () => disk.write('a', '1'))
      writer.write('a', () => disk.write('a', '2'))
      expect(health.current.problem).toBe(problem)
      await clock.advance(600_000)
      expect(log.lines).toHaveLength(1)
      disk.code = null
      await clock.advance(30_000)
      expect(disk.files.get('a')).toBe('2')
      expect(health.current.problem).toBeNull()
      expect(clock.due).toEqual([])
    },
  )

  test('tries once more at the end', () => {
    const { writer } = createStorageFixture()
    const disk = createDisk('ENOSPC')
    writer.write('a', () => disk.write('a', '1'))
    disk.code = null
    writer.flush()
    expect(disk.files.get('a')).toBe('1')
  })

  test('whatever fails when, never throws, and ends with everything written and nothing to report', async () => {
    const name = fc.constantFrom('a', 'b', 'c')
    const step = fc.oneof(
      fc.record({ write: name, content: fc.nat() }),
      fc.record({ code: fc.constantFrom('ENOSPC', 'EROFS', 'EIO', null) }),
      fc.record({ wait: fc.nat(60_000) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { writer, health, clock } = createStorageFixture()
        const disk = createDisk(null)
        const wanted = new Map<string, string>()
        for (const next of steps) {
          if ('code' in next) disk.code = next.code
          else if ('wait' in next) await clock.advance(next.wait)
          else {
            wanted.set(next.write, String(next.content))
            writer.write(next.write, () => disk.write(next.write, String(next.content)))
          }
          expect(clock.due.length, 'one timer at most').toBeLessThanOrEqual(1)
        }
        disk.code = null
        await clock.advance(30_000)
        expect(disk.files).toEqual(wanted)
        expect(health.current.problem).toBeNull()
      }),
      { seed: 8 },
    )
  })
})
