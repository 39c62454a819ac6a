import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastWords, run } from '../../lib/run.ts'
import type { PackageOptions } from './fpm-options.ts'
import { entriesOf, type Entry } from './stage.ts'

const DPKG_NAMES: Readonly<Record<string, string>> = { gz: 'gzip', zst: 'zstd' }

/** Packs a staging folder as a Debian package, with dpkg-deb. */
export async function packDeb(options: PackageOptions, root: string): Promise<void> {
  const entries = await entriesOf(root)
  const control = join(root, 'DEBIAN')
  await mkdir(control)
  await writeFile(join(control, 'control'), controlFile(options, entries))
  await writeFile(join(control, 'md5sums'), await md5sums(root, entries))
  const scripts = { postinst: options.afterInstall, postrm: options.afterRemove }
  for (const [name, file] of Object.entries(scripts)) {
    if (file === undefined) continue
    await copyFile(file, join(control, name))
    await chmod(join(control, name), 0o755)
  }
  const { compression, compressionLevel } = options
  const level = compressionLevel === undefined ? [] : [`-z${compressionLevel}`]
  const kind = DPKG_NAMES[compression] ?? compression
  const done = await run('dpkg-deb', [
    '--root-owner-group',
    `-Z${kind}`,
    ...level,
    '--build',
    root,
    options.output,
  ])
  if (done.code !== 0) throw new Error(`dpkg-deb failed:\n${lastWords(done)}`)
}

/** The control file of a package. Source: deb-control(5) */
export function controlFile(options: PackageOptions, entries: readonly Entry[]): string {
  const kib = entries.reduce((sum, { size }) => sum + Math.max(1, Math.ceil(size / 1024)), 0)
  const fields: readonly (readonly [string, string])[] = [
    ['Package', options.name],
    ['Version', options.version],
    ['Section', options.category],
    ['Priority', options.priority],
    ['Architecture', options.architecture],
    ['Maintainer', options.maintainer],
    ['Installed-Size', String(kib)],
    ['Depends', options.depends.join(', ')],
    ['Recommends', options.recommends.join(', ')],
    ['Homepage', options.url],
    ['Description', [oneLine(options.summary), ...longText(options.description)].join('\n')],
  ]
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${name === 'Description' ? value : oneLine(value)}\n`)
    .join('')
}

const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim()

/** Each line starts with a space; an empty line is a full stop. */
function longText(text: string): string[] {
  if (text === '') return []
  return text.split('\n').map((line) => (line.trim() === '' ? ' .' : ` ${line.trim()}`))
}

async function md5sums(root: string, entries: readonly Entry[]): Promise<string> {
  const lines: string[] = []
  for (const { path, kind } of entries) {
    if (kind !== 'file') continue
    const sum = createHash('md5')
      .update(await readFile(join(root, path)))
      .digest('hex')
    lines.push(`${sum}  ${path.slice(1)}\n`)
  }
  return lines.join('')
}
