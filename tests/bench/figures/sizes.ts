import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { lastWords, run } from '../../../scripts/lib/run.ts'
import type { Bench } from '../bench-definition.ts'
import { rowOf } from '../report/row.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'

const SDK = join(projectFolder, 'node_modules/@twilio/voice-sdk/dist/twilio.min.js')
/** What a page is made of; sounds and pictures are not read to start it. */
const CODE = new Set(['.js', '.css', '.html'])
const PACKER = join(projectFolder, 'node_modules/electron-builder/cli.js')
const PATIENCE_MS = 120_000
const MB = 1024 * 1024

/** What the page weighs, as a person would download it. */
export const renderer: Bench = {
  name: 'renderer',
  about: "bytes of the page's code, packed with gzip",
  async run({ program }) {
    const files = await filesIn(join(program, 'out', 'renderer'))
    const code = files.filter((file) => CODE.has(extname(file)))
    return [
      rowOf({
        name: 'renderer, gzip',
        unit: 'kB',
        samples: [await packedSize(code)],
        limit: { name: "the SDK's own twilio.min.js", samples: [await packedSize([SDK])] },
        aim: { above: 120 },
      }),
    ]
  },
}

/** What the program weighs on the disk, packed by the same packer on the same runtime as an empty one. */
export const packaged: Bench = {
  name: 'packaged',
  about: 'size of the packed program',
  async run(testbed) {
    const reference = join(testbed.desktop.folder, 'bare-program')
    await mkdir(reference)
    await writeFile(join(reference, 'main.cjs'), "require('electron')\n")
    const about = { name: 'bare', version: '1.0.0', description: 'Bare', author: 'Bare', main: 'main.cjs' }
    await writeFile(join(reference, 'package.json'), JSON.stringify(about))
    const ours = await packedProgram(testbed, testbed.program, {
      extends: join(projectFolder, 'electron-builder.yml'),
    })
    const empty = await packedProgram(testbed, reference, {
      electronLanguages: ['en-US', 'en'],
      npmRebuild: false,
    })
    return [
      rowOf({
        name: 'packaged size, unpacked',
        unit: 'MB',
        samples: [ours / MB],
        limit: { name: 'an empty program, packed the same way', samples: [empty / MB] },
        aim: { above: 8 },
      }),
    ]
  },
}

/** Packs a program with the testbed's runtime; answers the bytes of all its files. */
async function packedProgram({ runtime }: BenchTestbed, projectDir: string, config: object): Promise<number> {
  const output = join(projectDir, 'dist')
  const settings = join(projectDir, 'packing.json')
  const runtimeAtHand = { electronDist: runtime.folder, electronVersion: runtime.version }
  await writeFile(settings, JSON.stringify({ ...config, ...runtimeAtHand, directories: { output } }))
  const args = ['--linux', 'dir', '--publish', 'never', '--projectDir', projectDir, '--config', settings]
  const done = await run(process.execPath, [PACKER, ...args], { timeout: PATIENCE_MS })
  if (done.code !== 0) throw new Error(`The packer failed: ${lastWords(done)}`)
  const sizes = await Promise.all((await filesIn(output)).map(async (file) => (await stat(file)).size))
  await rm(output, { recursive: true, force: true })
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** In kB (1000 bytes), each file packed by itself as a server would. */
async function packedSize(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}
