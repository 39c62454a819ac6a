import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BICUBIC2, createICNS, createICO } from 'png2icons'
import { runMain } from '../../lib/is-main.ts'
import { projectFolder } from '../../lib/project.ts'

const build = join(projectFolder, 'build')

/** The icons of the macOS and Windows programs, by the name of their file in build/, made of build/icon-1024.png. */
export async function appIcons(): Promise<Readonly<Record<string, Buffer>>> {
  const png = await readFile(join(build, 'icon-1024.png'))
  const icns = createICNS(png, BICUBIC2, 0)
  // PNG entries: every supported version of Windows reads them.
  const ico = createICO(png, BICUBIC2, 0, true, true)
  if (icns === null || ico === null) throw new Error('png2icons could not convert build/icon-1024.png.')
  return { 'icon.icns': icns, 'icon.ico': ico }
}

// npx tsx scripts/build/icons/app-icons.ts: writes build/icon.*. Needed only when the picture changes.
await runMain(import.meta.url, async () => {
  for (const [name, bytes] of Object.entries(await appIcons())) await writeFile(join(build, name), bytes)
  await copyFile(join(build, 'icons', '512x512.png'), join(build, 'icon.png'))
  return 0
})
