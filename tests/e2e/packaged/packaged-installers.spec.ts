import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { lastWords, run } from '../../../scripts/lib/run.ts'
import { libraryFaults, systemLibraries } from '../../../scripts/package/needed-libraries.ts'
import { libraryPackages } from '../../../scripts/run/system/packages.ts'
import { contentsOf } from '../../support/packaged/archive.ts'
import { FEED } from '../../support/packaged/packing.ts'
import { expect, test } from '../fixtures/packed.ts'

const build = (name: string): Promise<string> => readFile(join(projectFolder, 'build', name), 'utf8')

/** What a program prints; fails with its last words when it fails. */
async function outputOf(command: string, ...args: string[]): Promise<string> {
  const done = await run(command, args, { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  expect(done.code, lastWords(done, 20)).toBe(0)
  return done.stdout
}
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

test('"npm run dist" says what it built, and of what it left out why', ({ packing: { words } }) => {
  expect(words).toMatch(/^deb +built +with /m)
  expect(words).toMatch(/^rpm +built +with /m)
  expect(words).toMatch(/^AppImage +left out +its tools come from GitHub.*APPIMAGE_TOOLS_PATH\.$/m)
  expect(words).toMatch(/^dmg +left out +it is built on macOS only/m)
  expect(words).toMatch(/^Offhook-\S+\.deb +\d+\.\d MB +[0-9a-f]{64}$/m)
})

test('the checksums beside the installers are theirs', async ({ packing }) => {
  const folder = dirname(packing.deb)
  const done = await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder })
  expect(lines(done.stdout).toSorted()).toEqual(
    [packing.deb, packing.rpm].map((file) => `${file.slice(folder.length + 1)}: OK`).toSorted(),
  )
})

test('what is the same in two versions is packed into the same bytes', ({ packing }) => {
  const archives = [packing.program, packing.next.program].map((program) =>
    contentsOf(join(dirname(program), 'resources', 'app.asar')),
  )
  const [now, next] = archives
  expect(now?.size).toBeGreaterThan(10)
  expect([...(now ?? [])].filter(([path, hash]) => next?.get(path) !== hash).map(([path]) => path)).toEqual([
    'package.json',
  ])
  expect([...(now?.keys() ?? [])]).toEqual([...(next?.keys() ?? [])])
})

test('only a build with a publisher looks for updates, and its feed names the very file', async ({
  packing,
}) => {
  const updates = (program: string) => join(dirname(program), 'resources', 'app-update.yml')
  expect(existsSync(updates(packing.program))).toBe(false)
  expect(await readFile(updates(packing.next.program), 'utf8')).toContain(`url: ${FEED}`)
  const feed = await readFile(join(packing.next.folder, 'latest-linux.yml'), 'utf8')
  const sha512 = createHash('sha512')
    .update(await readFile(packing.next.deb))
    .digest('base64')
  expect(feed).toContain(`version: ${packing.next.version}`)
  expect(feed).toContain(sha512)
})

test('the Debian package depends on the libraries the program is linked to, and on no other', async ({
  packing,
}) => {
  const needed = await systemLibraries(dirname(packing.program))
  expect(libraryFaults(needed)).toEqual([])
  const depends = (await outputOf('dpkg-deb', '--field', packing.deb, 'Depends')).trim().split(', ')
  // Of a package that was renamed, the name of Debian 12 comes last.
  const names = depends.map((name) => name.split(' | ').at(-1) ?? name)
  const wanted = new Set(['libc6', ...needed.map((library) => libraryPackages[library] ?? library)])
  expect(names.toSorted()).toEqual([...wanted].toSorted())
})

test('the desktop finds its entry, its icons and its links in the package', async ({ packing, desktop }) => {
  const folder = await mkdtemp(join(desktop.folder, 'package-'))
  await outputOf('dpkg-deb', '--extract', packing.deb, folder)
  const entry = join(folder, 'usr', 'share', 'applications', 'offhook.desktop')
  expect(await outputOf('desktop-file-validate', entry)).toBe('')
  expect(lines(await readFile(entry, 'utf8'))).toEqual(
    expect.arrayContaining([
      'MimeType=x-scheme-handler/tel;x-scheme-handler/callto;x-scheme-handler/sip;',
      'StartupWMClass=offhook',
      'Icon=offhook',
    ]),
  )
  await outputOf('appstreamcli', 'validate-tree', '--no-net', folder)
  for (const size of ['16x16', '32x32', '48x48', '128x128', '256x256', '512x512']) {
    expect(existsSync(join(folder, `usr/share/icons/hicolor/${size}/apps/offhook.png`)), size).toBe(true)
  }
})

test('the Red Hat package holds the same files, and does the same when it is installed', async ({
  packing,
}) => {
  const listed = lines(await outputOf('dpkg-deb', '--contents', packing.deb))
  const inDeb = listed.filter((line) => !line.startsWith('d')).map((line) => line.replace(/^.* \.\//, '/'))
  const inRpm = lines(await outputOf('rpm', '-qpl', '--noartifact', packing.rpm))
  const folders = lines(
    await outputOf('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', packing.rpm),
  )
    .filter((line) => line.startsWith('d'))
    .map((line) => line.replace(/^\S+ /, ''))
  expect(inRpm.filter((path) => !folders.includes(path)).toSorted()).toEqual(inDeb.toSorted())
  expect(await outputOf('rpm', '-qp', '--qf', '%{ARCH}', packing.rpm)).toBe('x86_64')
  expect(await outputOf('rpm', '-qp', '--qf', '%{POSTIN}', packing.rpm)).toBe(
    (await build('linux/after-install.sh')).trimEnd(),
  )
  expect(await outputOf('rpm', '-qp', '--qf', '%{POSTUN}', packing.rpm)).toBe(
    (await build('linux/after-remove.sh')).trimEnd(),
  )
})

test('Windows knows one and the same number for pressed buttons', async () => {
  const [, activator] = /OFFHOOK_TOAST_ACTIVATOR "([^"]+)"/.exec(await build('installer.nsh')) ?? []
  const identity = await readFile(
    join(projectFolder, 'src', 'main', 'app', 'process', 'app-identity.ts'),
    'utf8',
  )
  expect(activator).toBeDefined()
  expect(identity).toContain(`'${activator}'`)
})
