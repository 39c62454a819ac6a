import { renamedForTime64 } from './packages.ts'

/** The distribution by its os-release file; `version` is 0 if it names none (Debian testing). */
export type Distribution = { id: string; like: readonly string[]; version: number }

/** Reads the text of /etc/os-release. Source: os-release(5). */
export function parseOsRelease(text: string): Distribution {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const match = /^([A-Z_]+)=(['"]?)(.*)\2$/.exec(line.trim())
    if (match?.[1] !== undefined && match[3] !== undefined) values.set(match[1], match[3])
  }
  return {
    id: values.get('ID') ?? '',
    like: (values.get('ID_LIKE') ?? '').split(' ').filter((word) => word !== ''),
    version: Number(values.get('VERSION_ID') ?? 0) || 0,
  }
}

/** Whether packages are installed with apt. */
export function usesApt({ id, like }: Distribution): boolean {
  return ['debian', 'ubuntu'].some((name) => id === name || like.includes(name))
}

/** A package's name on that system: several libraries were renamed in Debian 13 and Ubuntu 24.04. */
export function packageName(name: string, { id, version }: Distribution): string {
  const old = id === 'debian' ? version !== 0 && version < 13 : version < 24
  return !old && renamedForTime64.includes(name) ? `${name}t64` : name
}
