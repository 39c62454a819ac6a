import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { lastWords, run } from '../../../scripts/lib/run.ts'

/** What `npm run dist` made, uncompressed and from tools of this machine. */
export interface Packing {
  /** The unpacked program. */
  readonly program: string
  readonly deb: string
  readonly rpm: string
  /** A later version, of a publisher with a feed for updates: its folder, Debian package and unpacked program. */
  readonly next: {
    readonly version: string
    readonly folder: string
    readonly deb: string
    readonly program: string
  }
  /** Everything that the first run printed. */
  readonly words: string
  remove(): Promise<void>
}

const NEXT_VERSION = '99.0.0'
/** An address without a server. */
export const FEED = 'http://127.0.0.1:9/updates'

/** Packs the program twice, the second time as a later version. */
export async function packBoth(): Promise<Packing> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-packing-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const first = await dist(join(folder, 'now'), ['--only', 'deb,rpm,AppImage,dmg'])
    const second = await dist(join(folder, 'next'), ['--only', 'deb', '--as-version', NEXT_VERSION], {
      OFFHOOK_UPDATE_FEED: FEED,
    })
    return {
      program: join(first.output, 'linux-unpacked', 'offhook'),
      deb: await first.file('.deb'),
      rpm: await first.file('.rpm'),
      next: {
        version: NEXT_VERSION,
        folder: second.output,
        deb: await second.file('.deb'),
        program: join(second.output, 'linux-unpacked', 'offhook'),
      },
      words: first.words,
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

async function dist(output: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  // Where the tests run on the Electron that ships, the option changes nothing.
  const always = ['--quick', '--offline', '--development', '--output', output]
  const done = await run('npm', ['run', '--silent', 'dist', '--', ...always, ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...more },
  })
  if (done.code !== 0) throw new Error(`npm run dist failed:\n${lastWords(done, 20)}`)
  return {
    output,
    words: done.stdout,
    async file(ending: string) {
      const name = (await readdir(output)).find((name) => name.endsWith(ending))
      if (name === undefined) throw new Error(`npm run dist left no ${ending} in ${output}.`)
      return join(output, name)
    },
  }
}
