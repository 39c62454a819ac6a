import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'

const PAGE = join(projectFolder, 'docs', 'performance.md')

/** Puts something between the two marks of a page. Throws when the page lacks them. */
export function placeTable(page: string, table: string): string {
  const marked = /(<!-- bench -->\n)[\s\S]*?(\n<!-- \/bench -->)/
  if (!marked.test(page)) throw new Error('The page has no place for the table.')
  return page.replace(marked, (_all, start: string, end: string) => `${start}\n${table}\n${end}`)
}

/** Writes the newest table into docs/performance.md. */
export async function writeDocs(table: string): Promise<void> {
  await writeFile(PAGE, placeTable(await readFile(PAGE, 'utf8'), table))
}
