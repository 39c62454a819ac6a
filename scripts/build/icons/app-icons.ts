import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMain } from '../../lib/is-main.ts'
import { projectFolder } from '../../lib/project.ts'
import { toIcns } from './icns.ts'
import { toIco } from './ico.ts'
import { ofSize, pictureOf, type Picture } from './png.ts'

const build = join(projectFolder, 'build')

/** The sides Windows asks for, in pixels: title bar, taskbar, desktop, and what it scales the others from. */
export const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256] as const

/** The pictures the icons are made of, smallest first: build/icons, and the one that only macOS wants. */
export async function appPictures(): Promise<Picture[]> {
  const folder = join(build, 'icons')
  const files = (await readdir(folder)).map((name) => join(folder, name))
  const pictures = await Promise.all(
    [...files, join(build, 'icon-1024.png')].map(async (file) => pictureOf(await readFile(file))),
  )
  return pictures.toSorted((a, b) => a.size - b.size)
}

/** The icons of the installers, by the name of their file in build/. */
export async function appIcons(): Promise<Readonly<Record<string, Buffer>>> {
  const pictures = await appPictures()
  return {
    'icon.ico': toIco(ICO_SIZES.map((size) => ofSize(pictures, size))),
    'icon.icns': toIcns(pictures),
    'icon.png': ofSize(pictures, 512).png,
  }
}

// npx tsx scripts/build/icons/app-icons.ts: packs build/icons into build/icon.*. Needed only when the picture changes.
await runMain(import.meta.url, async () => {
  for (const [name, bytes] of Object.entries(await appIcons())) await writeFile(join(build, name), bytes)
  return 0
})
