import { open, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { libraryPackages } from '../run/system/packages.ts'

// System V ABI, ELF-64 object files; https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html
const PT_LOAD = 1
const PT_DYNAMIC = 2
const DT_NEEDED = 1n
const DT_STRTAB = 5n

/** Debian's libc6: every program needs it, and it is never missing. */
const LIBC = new Set([
  'ld-linux-x86-64.so.2',
  'ld-linux-aarch64.so.1',
  'libc.so.6',
  'libdl.so.2',
  'libm.so.6',
  'libpthread.so.0',
  'librt.so.1',
])

/**
 * The libraries an ELF-64 file is linked to, by name; null if it is not such a file. Little-endian only, like all supported
 * systems.
 */
export function neededLibraries(file: Buffer): string[] | null {
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2) return null
  const start = Number(file.readBigUInt64LE(32))
  const size = file.readUInt16LE(54)
  const headers = Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
    const at = start + index * size
    const number = (offset: number) => Number(file.readBigUInt64LE(at + offset))
    return { type: file.readUInt32LE(at), offset: number(8), address: number(16), length: number(32) }
  })
  const dynamic = headers.find(({ type }) => type === PT_DYNAMIC)
  if (!dynamic) return []
  const entries: (readonly [tag: bigint, value: number])[] = []
  for (let at = dynamic.offset; at < dynamic.offset + dynamic.length; at += 16)
    entries.push([file.readBigUInt64LE(at), Number(file.readBigUInt64LE(at + 8))])
  const table = entries.find(([tag]) => tag === DT_STRTAB)?.[1] ?? 0
  const segment = headers.find(
    ({ type, address, length }) => type === PT_LOAD && address <= table && table < address + length,
  )
  if (!segment) return []
  const strings = table - segment.address + segment.offset
  return entries
    .filter(([tag]) => tag === DT_NEEDED)
    .map(([, name]) => file.toString('latin1', strings + name, file.indexOf(0, strings + name)))
}

/** The system libraries that the programs and libraries in a folder need, apart from libc; sorted. */
export async function systemLibraries(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  const needed = new Set<string>()
  for (const name of names) {
    const path = join(folder, name)
    if (!(await isElf(path))) continue
    for (const library of neededLibraries(await readFile(path)) ?? []) needed.add(library)
  }
  return [...needed].filter((library) => !LIBC.has(library) && !names.includes(basename(library))).toSorted()
}

async function isElf(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  if (!file) return false
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32BE(0) === 0x7f454c46
  } catch {
    // A folder.
    return false
  } finally {
    await file.close()
  }
}

/**
 * The differences between the libraries that a packed program needs and those that have a package in this project: one missing, or
 * one no longer needed. Empty if both agree.
 */
export function libraryFaults(needed: readonly string[]): string[] {
  const known = Object.keys(libraryPackages)
  if (isDeepStrictEqual(needed.toSorted(), known.toSorted())) return []
  return [
    ...needed.filter((name) => !known.includes(name)).map((name) => `${name} is needed and has no package`),
    ...known.filter((name) => !needed.includes(name)).map((name) => `${name} is not needed any more`),
  ]
}
