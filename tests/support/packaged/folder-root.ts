import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../scripts/lib/run.ts'
import { asOrdinary, isRoot, quietly, type PrivateRoot } from './private-root.ts'

// The package's scripts honour DPKG_ROOT, so that they need no system around them. https://wiki.debian.org/Teams/Dpkg/Spec/InstallBootstrap
const OPTIONS = ['--force-script-chrootless', '--force-not-root', '--log=/dev/null']

/**
 * The way of an ordinary account, and of a container that may not mount: an empty folder, in which dpkg knows of every
 * package of this machine, so that what ours depends on is looked for.
 */
export async function folderRoot(): Promise<PrivateRoot> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-root-'))
  await chmod(folder, 0o755)
  const books = join(folder, 'var', 'lib', 'dpkg')
  for (const name of ['info', 'updates', 'triggers', 'parts']) {
    await mkdir(join(books, name), { recursive: true })
  }
  await copyFile('/var/lib/dpkg/status', join(books, 'status'))
  await writeFile(join(books, 'available'), '')
  const list = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true })).map((path) => `/${path}`)
  const before = new Set(await list())
  return {
    kind: 'folder',
    dpkg(words) {
      const command = ['dpkg', `--root=${folder}`, ...OPTIONS, ...words]
      // Files have to belong to root, or to seem so.
      const [program = '', ...args] = isRoot() ? command : ['fakeroot', ...command]
      return run(program, args, { env: quietly() })
    },
    command: (path) => [...asOrdinary(), join(folder, path)],
    outside: (path) => join(folder, path),
    async changes() {
      const after = new Set(await list())
      return {
        added: [...after].filter((path) => !before.has(path)).toSorted(),
        removed: [...before].filter((path) => !after.has(path)).toSorted(),
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
