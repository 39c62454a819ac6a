import { writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron } from 'playwright'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { ensureElectron } from './runtime.ts'
import { trayDrawings } from './tray-icons/drawings.ts'

const PIXELS = 32

// npx tsx scripts/with-desktop.ts npx tsx scripts/tray-icons.ts: draws build/tray. Needed only when a drawing changes.
await runMain(import.meta.url, async () => {
  const { executable } = await ensureElectron()
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: executable,
    args: [...root, join(projectFolder, 'scripts', 'gallery', 'electron-main.cjs')],
  })
  try {
    const page = await app.firstWindow()
    const folder = join(projectFolder, 'build', 'tray')
    await mkdir(folder, { recursive: true })
    for (const [name, svg] of Object.entries(trayDrawings)) {
      const png = await page.evaluate(
        async ({ svg, pixels }) => {
          const image = new Image(pixels, pixels)
          image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
          await image.decode()
          const canvas = document.createElement('canvas')
          canvas.width = pixels
          canvas.height = pixels
          canvas.getContext('2d')?.drawImage(image, 0, 0, pixels, pixels)
          return canvas.toDataURL('image/png').split(',')[1] ?? ''
        },
        { svg, pixels: PIXELS },
      )
      await writeFile(join(folder, `${name}.png`), Buffer.from(png, 'base64'))
    }
  } finally {
    await app.close()
  }
})
