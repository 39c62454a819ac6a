import { reasonFor } from './reasons.ts'
import type { Row } from './row.ts'

const HEADS = [
  'figure',
  'unit',
  'n',
  'median',
  'p95',
  'beside',
  'its median',
  'ratio',
  'aim',
  'met',
  'reason',
]
const NUMBERS = new Set(['n', 'median', 'p95', 'its median', 'ratio'])

function cells(row: Row): string[] {
  const met = row.met === null ? '' : row.met ? 'yes' : 'no'
  const { n, median, p95, limitMedian, ratio } = row
  const numbers = [n, median, p95].map(String)
  return [
    row.name,
    row.unit,
    ...numbers,
    row.limitName ?? '',
    `${limitMedian ?? ''}`,
    `${ratio ?? ''}`,
    row.aim ?? '',
    met,
    reasonFor(row),
  ]
}

/** The rows as a table that reads well in a terminal and is Markdown too; beside an aim that is missed, why. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEADS, ...rows.map(cells)]
  const widths = HEADS.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)))
  const isNumber = HEADS.map((head) => NUMBERS.has(head))
  const written = lines.map((line) =>
    line.map((cell, column) =>
      isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    ),
  )
  const rule = widths.map((width, column) =>
    isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  const [head = [], ...body] = written
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |`).join('\n')
}
