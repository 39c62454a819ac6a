import { parseArgs } from 'node:util'

/** A file or folder to pack. A folder that ends with `/` means its content. */
export type Source = { from: string; to: string }

/** What to pack. The names are those of fpm: https://fpm.readthedocs.io/en/latest/cli-reference.html */
export type PackageOptions = {
  target: 'deb' | 'rpm'
  output: string
  name: string
  version: string
  /** The revision of the package after the version, from 1. */
  iteration: string
  architecture: string
  maintainer: string
  vendor: string
  url: string
  license: string
  category: string
  priority: string
  summary: string
  /** The long description, without the summary. */
  description: string
  depends: readonly string[]
  recommends: readonly string[]
  compression: string
  /** Undefined: the default of dpkg-deb or rpmbuild. */
  compressionLevel: string | undefined
  /** Files with the maintainer scripts. */
  afterInstall: string | undefined
  afterRemove: string | undefined
  sources: readonly Source[]
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const OPTIONS = {
  'input-type': { ...text, short: 's' },
  'output-type': { ...text, short: 't' },
  force: flag,
  debug: flag,
  log: text,
  package: text,
  name: text,
  version: text,
  iteration: text,
  architecture: text,
  maintainer: text,
  vendor: text,
  url: text,
  license: text,
  category: text,
  description: text,
  depends: { ...text, short: 'd', multiple: true },
  'after-install': text,
  'after-remove': text,
  'deb-recommends': { ...text, multiple: true },
  'deb-priority': text,
  'deb-compression': text,
  'deb-compression-level': text,
  'rpm-summary': text,
  'rpm-os': text,
  'rpm-compression': text,
  'rpm-compression-level': text,
} as const

/** Parses the options that electron-builder passes to fpm. Throws for every option that has no effect here. */
export function parseFpmOptions(args: readonly string[]): PackageOptions {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const target = values['output-type']
  if (values['input-type'] !== 'dir') throw new Error('Only folders and files can be packed (-s dir).')
  if (target !== 'deb' && target !== 'rpm') throw new Error('Only deb and rpm can be made (-t).')
  const need = (name: string, value: string | undefined): string => {
    if (value) return value
    throw new Error(`--${name} is missing.`)
  }
  const rpm = target === 'rpm'
  const [first, ...rest] = (values.description ?? '').split('\n')
  const summary = (rpm ? values['rpm-summary'] : undefined) ?? first?.trim()
  const description = rpm ? values.description : rest.join('\n')
  const { maintainer = '' } = values
  return {
    target,
    output: need('package', values.package),
    name: need('name', values.name),
    version: need('version', values.version),
    iteration: values.iteration ?? '1',
    architecture: need('architecture', values.architecture),
    maintainer,
    vendor: values.vendor ?? maintainer,
    url: values.url ?? '',
    license: values.license ?? 'unknown',
    category: values.category ?? 'default',
    priority: values['deb-priority'] ?? 'optional',
    summary: summary || need('description', undefined),
    description: (description ?? '').trim(),
    depends: values.depends ?? [],
    recommends: values['deb-recommends'] ?? [],
    compression: values[`${target}-compression`] ?? 'xz',
    compressionLevel: values[`${target}-compression-level`],
    afterInstall: values['after-install'],
    afterRemove: values['after-remove'],
    sources: positionals.map(readSource),
  }
}

function readSource(word: string): Source {
  const at = word.lastIndexOf('=')
  const source = { from: word.slice(0, at), to: word.slice(at + 1) }
  if (at > 0 && source.to.startsWith('/')) return source
  throw new Error(`"${word}" needs a target path: FROM=/ABSOLUTE/PATH.`)
}
