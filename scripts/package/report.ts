import { stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sha256OfFile } from '../lib/sha256.ts'
import type { Row } from './targets.ts'

/** A file to distribute; `size` in bytes. */
export type Artifact = { name: string; size: number; sha256: string }

/** The table of the targets: built with which tools, or left out for which reason. */
export function targetTable(rows: readonly Row[]): string[] {
  const cells = rows.map((row) =>
    row.built
      ? [row.target.name, 'built', `with ${row.using}`]
      : [row.target.name, 'left out', `${row.why}. ${row.cure}`],
  )
  return align([['target', 'here', 'how, or why not'], ...cells])
}

/** Measures files and writes their SHA256SUMS beside them, as `sha256sum --check` reads it. */
export async function writeChecksums(folder: string, files: readonly string[]): Promise<Artifact[]> {
  const artifacts = await Promise.all(
    files.map(async (file) => ({
      name: basename(file),
      size: (await stat(file)).size,
      sha256: await sha256OfFile(file),
    })),
  )
  artifacts.sort((a, b) => (a.name < b.name ? -1 : 1))
  const lines = artifacts.map(({ name, sha256 }) => `${sha256}  ${name}\n`)
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''))
  return artifacts
}

/** Each file with its size in MB (1,000,000 bytes) and its SHA-256. */
export function artifactTable(artifacts: readonly Artifact[]): string[] {
  return align(artifacts.map(({ name, size, sha256 }) => [name, `${(size / 1e6).toFixed(1)} MB`, sha256]))
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
