import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appIcons } from '../../../../scripts/build/icons/app-icons.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

const committed = (name: string): Promise<Buffer> => readFile(join(projectFolder, 'build', name))

/** The width and height of a PNG; throws if it is none. Source: https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(png: Buffer): readonly [width: number, height: number] {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('This is not a PNG.')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

/** The kinds of picture in a macOS icon. Source: https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
function icnsKinds(icns: Buffer): string[] {
  const kinds: string[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    kinds.push(icns.toString('latin1', at, at + 4))
  }
  return kinds
}

/** The pictures in a Windows icon. Source: https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10) */
function icoPictures(ico: Buffer): Buffer[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const offset = ico.readUInt32LE(at + 12)
    return ico.subarray(offset, offset + ico.readUInt32LE(at + 8))
  })
}

describe('the icons of the installers', () => {
  it('are committed as the command writes them', async () => {
    for (const [name, bytes] of Object.entries(await appIcons())) {
      expect(bytes.equals(await committed(name)), name).toBe(true)
    }
    expect((await committed('icon.png')).equals(await committed('icons/512x512.png'))).toBe(true)
  })

  it('include every size that Windows uses', async () => {
    const sizes = icoPictures(await committed('icon.ico')).map(pngSize)
    expect(sizes.every(([width, height]) => width === height)).toBe(true)
    expect(sizes.map(([width]) => width)).toEqual(expect.arrayContaining([16, 24, 32, 48, 64, 128, 256]))
  })

  it('include every kind that macOS uses', async () => {
    const small = ['is32', 's8mk', 'il32', 'l8mk']
    const large = ['ic11', 'ic12', 'ic07', 'ic13', 'ic08', 'ic14', 'ic09', 'ic10']
    expect(icnsKinds(await committed('icon.icns'))).toEqual(expect.arrayContaining([...small, ...large]))
  })

  it('include the sizes of the Linux icon theme, each in a file with its size as the name', async () => {
    const names = await readdir(join(projectFolder, 'build', 'icons'))
    const expected = [16, 24, 32, 48, 64, 128, 256, 512].map((size) => `${size}x${size}.png`)
    expect(names.toSorted()).toEqual(expected.toSorted())
    for (const name of names) {
      const [width, height] = pngSize(await committed(`icons/${name}`))
      expect(`${width}x${height}.png`).toBe(name)
    }
  })
})
