import { writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron } from 'playwright'
import * as v from 'valibot'
import { runMain } from '../../lib/is-main.ts'
import { projectFolder } from '../../lib/project.ts'
import { ensureElectron } from '../../runtime/ensure-electron.ts'
import { trayDrawings } from './tray-drawings.ts'

const PIXELS = 32

// npx tsx tests/support/desktop/with-desktop.ts npx tsx scripts/build/icons/tray-icons.ts: draws build/tray. Needed only when a drawing changes.
await runMain(import.meta.url, async () => {
  const { executable } = await ensureElectron()
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: executable,
    args: [...root, join(projectFolder, 'tests', 'support', 'visual-states', 'electron-main.cjs')],
  })
  try {
    const page = await app.firstWindow()
    const folder = join(projectFolder, 'build', 'tray')
    await mkdir(folder, { recursive: true })
    for (const [name, svg] of Object.entries(trayDrawings)) {
      const png: unknown = await page.evaluate(
        // In the page, which speaks of things this room does not know.
        `(async () => {
          const image = new Image(${PIXELS}, ${PIXELS})
          image.src = ${JSON.stringify(`data:image/svg+xml,${encodeURIComponent(svg)}`)}
          await image.decode()
          const canvas = document.createElement('canvas')
          canvas.width = canvas.height = ${PIXELS}
          canvas.getContext('2d').drawImage(image, 0, 0, ${PIXELS}, ${PIXELS})
          return canvas.toDataURL('image/png').split(',')[1]
        })()`,
      )
      await writeFile(join(folder, `${name}.png`), Buffer.from(v.parse(v.string(), png), 'base64'))
    }
    return 0
  } finally {
    await app.close()
  }
})
