import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastWords, run } from '../../lib/run.ts'
import type { Order } from './order.ts'
import { entriesOf, type Entry } from './stage.ts'

export type Scripts = { post: string; postun: string }

/** Makes a Red Hat package of a staged folder, with rpmbuild; `scratch` is a folder for its own use. */
export async function packRpm(order: Order, root: string, scratch: string): Promise<void> {
  const read = async (file: string | undefined): Promise<string> =>
    file === undefined ? '' : readFile(file, 'utf8')
  const scripts = { post: await read(order.afterInstall), postun: await read(order.afterRemove) }
  const spec = join(scratch, `${order.name}.spec`)
  const out = join(scratch, 'out')
  await mkdir(out, { recursive: true })
  await writeFile(spec, specFile(order, await entriesOf(root), root, scripts))
  const places = [`_topdir ${scratch}`, `_rpmdir ${out}`, '_rpmfilename made.rpm']
  const defines = [...places, ...SETTINGS, `_binary_payload ${payload(order)}`]
  const architecture = RPM_NAMES[order.architecture] ?? order.architecture
  const args = [...defines.flatMap((define) => ['--define', define]), '--target', architecture]
  const done = await run('rpmbuild', ['-bb', ...args, spec])
  if (done.code !== 0) throw new Error(`rpmbuild made no package:\n${lastWords(done, 15)}`)
  await rename(join(out, 'made.rpm'), order.output)
}

/** Where Red Hat's word for a processor is another than Debian's. */
const RPM_NAMES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' }

/** What makes the same files into the same bytes, and leaves the program as it is. */
const SETTINGS = [
  'use_source_date_epoch_as_buildtime 1',
  'clamp_mtime_to_source_date_epoch 1',
  '_buildhost localhost',
  '_build_id_links none',
  'debug_package %{nil}',
  '__os_install_post %{nil}',
]

/** rpm's word for a compression: `w` level `T` threads `.` kind. 0 stands for all threads. */
function payload({ compression, compressionLevel }: Order): string {
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
      throw new Error(`rpm knows no compression "${compression}".`)
  }
}

/** The text of the recipe. Source: https://rpm-software-management.github.io/rpm/manual/spec.html */
export function specFile(order: Order, entries: readonly Entry[], root: string, scripts: Scripts): string {
  const fields: readonly (readonly [string, string])[] = [
    ['Name', order.name],
    ['Version', order.version],
    ['Release', order.iteration],
    ['Summary', order.summary],
    ['License', order.license],
    ['Vendor', order.vendor],
    ['URL', order.url],
    ['Packager', order.maintainer],
    // Looking into the program would find its own libraries wanting.
    ['AutoReqProv', 'no'],
    ...order.depends.map((name) => ['Requires', name] as const),
  ]
  const head = fields.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${literal(value)}`)
  return [
    ...head,
    `%description\n${literal(order.description || order.summary)}`,
    `%install\nmkdir -p %{buildroot}\ncp -a '${literal(root)}/.' %{buildroot}/`,
    ...(scripts.post === '' ? [] : [`%post -p /bin/sh\n${literal(scripts.post)}`]),
    ...(scripts.postun === '' ? [] : [`%postun -p /bin/sh\n${literal(scripts.postun)}`]),
    `%files\n%defattr(-,root,root,-)\n${entries.flatMap(owned).join('\n')}`,
    '',
  ].join('\n')
}

/** Folders outside of /opt are the system's. */
function owned({ path, kind }: Entry): string[] {
  const name = `"${literal(path)}"`
  if (kind !== 'folder') return [name]
  return path.startsWith('/opt/') || path.startsWith('/usr/share/doc/') ? [`%dir ${name}`] : []
}

/** Nothing in it is a macro. */
const literal = (text: string): string => text.replaceAll('%', '%%')
