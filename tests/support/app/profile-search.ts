import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Every file of a profile that holds this text, in UTF-8 or UTF-16; paths relative to `folder`. */
export async function filesContaining(folder: string, text: string): Promise<string[]> {
  const wanted = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path)
    if (wanted.some((bytes) => content.includes(bytes))) found.push(relative(folder, path))
  }
  return found
}
