/** Writes the sound files of the app: `tsx scripts/build/sounds/write-sounds.ts`. The result is committed. */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { soundFiles } from './catalogue.ts'

const folder = new URL('../../../src/renderer/public/sounds/', import.meta.url)

await mkdir(folder, { recursive: true })
const files = soundFiles()
for (const [name, bytes] of files) await writeFile(new URL(name, folder), bytes)
console.log(`${files.size} sounds written to ${fileURLToPath(folder)}`)
