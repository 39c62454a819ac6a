import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appIcons, appPictures, ICO_SIZES } from '../../../../scripts/build/icons/app-icons.ts'
import { fromIcns, ICNS_KINDS } from '../../../../scripts/build/icons/icns.ts'
import { fromIco, toIco } from '../../../../scripts/build/icons/ico.ts'
import { pictureOf } from '../../../../scripts/build/icons/png.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

const committed = (name: string): Promise<Buffer> => readFile(join(projectFolder, 'build', name))

describe('the icons of the installers', () => {
  it.each(['icon.ico', 'icon.icns', 'icon.png'])('has %s as its command makes it', async (name) => {
    expect((await appIcons())[name]?.equals(await committed(name))).toBe(true)
  })

  it('has every size that Windows asks for', async () => {
    expect(fromIco(await committed('icon.ico')).map(({ size }) => size)).toEqual([...ICO_SIZES])
  })

  it('has every kind that macOS asks for, in its size', async () => {
    const held = [...fromIcns(await committed('icon.icns'))].map(([kind, { size }]) => [kind, size])
    expect(Object.fromEntries(held)).toEqual(ICNS_KINDS)
  })

  it('has the sizes of the Linux icon theme, each file named after what it holds', async () => {
    const pictures = await appPictures()
    expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024])
    for (const { size, png } of pictures.filter(({ size }) => size <= 512)) {
      expect(png.equals(await committed(`icons/${size}x${size}.png`)), `${size}`).toBe(true)
    }
  })

  it('takes nothing for a picture that is none', () => {
    expect(() => pictureOf(Buffer.from('GIF89a'))).toThrow('This is no PNG.')
    expect(() => fromIco(toIco([{ size: 16, png: Buffer.alloc(40) }]))).toThrow('This is no PNG.')
  })
})
