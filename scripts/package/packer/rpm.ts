import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastWords, run } from '../../lib/run.ts'
import type { PackageOptions } from './fpm-options.ts'
import { entriesOf, type Entry } from './stage.ts'

export type Scripts = { post: string; postun: string }

/** Packs a staging folder as an RPM package, with rpmbuild. `scratch` is a folder for temporary files. */
export async function packRpm(options: PackageOptions, root: string, scratch: string): Promise<void> {
  const read = async (file: string | undefined): Promise<string> =>
    file === undefined ? '' : readFile(file, 'utf8')
  const scripts = { post: await read(options.afterInstall), postun: await read(options.afterRemove) }
  const spec = join(scratch, `${options.name}.spec`)
  const out = join(scratch, 'out')
  await mkdir(out, { recursive: true })
  await writeFile(spec, specFile(options, await entriesOf(root), root, scripts))
  const places = [`_topdir ${scratch}`, `_rpmdir ${out}`, '_rpmfilename made.rpm']
  const defines = [...places, ...SETTINGS, `_binary_payload ${payload(options)}`]
  const architecture = RPM_NAMES[options.architecture] ?? options.architecture
  const args = [...defines.flatMap((define) => ['--define', define]), '--target', architecture]
  const done = await run('rpmbuild', ['-bb', ...args, spec])
  if (done.code !== 0) throw new Error(`rpmbuild failed:\n${lastWords(done, 15)}`)
  await rename(join(out, 'made.rpm'), options.output)
}

/** Processors whose name in RPM differs from the one in Debian. */
const RPM_NAMES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' }

/** Reproducible output, and no changes to the program. */
const SETTINGS = [
  'use_source_date_epoch_as_buildtime 1',
  'clamp_mtime_to_source_date_epoch 1',
  '_buildhost localhost',
  '_build_id_links none',
  'debug_package %{nil}',
  '__os_install_post %{nil}',
]

/** RPM's name of a compression: `w` level `T` threads `.` kind. 0 threads means all. */
function payload({ compression, compressionLevel }: PackageOptions): string {
  switch (compression) {
    case 'none':
      return 'w.ufdio'
    case 'gz':
    case 'gzip':
      return `w${compressionLevel ?? '9'}.gzdio`
    case 'zstd':
      return `w${compressionLevel ?? '19'}T0.zstdio`
    case 'xz':
    case 'xzmt':
      return `w${compressionLevel ?? '6'}T0.xzdio`
    default:
      throw new Error(`rpm has no compression "${compression}".`)
  }
}

/** The spec file. Source: https://rpm-software-management.github.io/rpm/manual/spec.html */
export function specFile(
  options: PackageOptions,
  entries: readonly Entry[],
  root: string,
  scripts: Scripts,
): string {
  const fields: readonly (readonly [string, string])[] = [
    ['Name', options.name],
    ['Version', options.version],
    ['Release', options.iteration],
    ['Summary', options.summary],
    ['License', options.license],
    ['Vendor', options.vendor],
    ['URL', options.url],
    ['Packager', options.maintainer],
    // Automatic requirements would include the libraries that the program brings along.
    ['AutoReqProv', 'no'],
    ...options.depends.map((name) => ['Requires', name] as const),
  ]
  const head = fields.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${literal(value)}`)
  return [
    ...head,
    `%description\n${literal(options.description || options.summary)}`,
    `%install\nmkdir -p %{buildroot}\ncp -a '${literal(root)}/.' %{buildroot}/`,
    ...(scripts.post === '' ? [] : [`%post -p /bin/sh\n${literal(scripts.post)}`]),
    ...(scripts.postun === '' ? [] : [`%postun -p /bin/sh\n${literal(scripts.postun)}`]),
    `%files\n%defattr(-,root,root,-)\n${entries.flatMap(owned).join('\n')}`,
    '',
  ].join('\n')
}

/** The package owns its files, and of the folders only those below /opt and its documentation. */
function owned({ path, kind }: Entry): string[] {
  const name = `"${literal(path)}"`
  if (kind !== 'folder') return [name]
  return path.startsWith('/opt/') || path.startsWith('/usr/share/doc/') ? [`%dir ${name}`] : []
}

/** Escapes macros. */
const literal = (text: string): string => text.replaceAll('%', '%%')
