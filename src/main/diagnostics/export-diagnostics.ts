// The build for Node declares `require`, as electron-vite does in each file that needs it.
import { strToU8, zipSync } from 'fflate/browser'
import type { ActionResult } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Redactor } from '../lib/redactor.ts'
import { diagnosticsReport, type DiagnosticsFacts } from './diagnostics-report.ts'

export interface ExportDiagnosticsDeps {
  /** Collects what the report says. */
  readonly facts: () => Promise<Omit<DiagnosticsFacts, 'at'>>
  /** The log files, oldest first, by their name in the archive. */
  readonly logs: Readonly<Record<string, string>>
  /** Reads a text file. Rejects when there is none. */
  readonly readFile: (path: string) => Promise<string>
  /** Writes a file that only its owner can read. Rejects when it cannot. */
  readonly writeFile: (path: string, data: Uint8Array) => Promise<void>
  /** Asks for the path of the archive; null when the person cancels. */
  readonly askForPath: (suggestedName: string) => Promise<string | null>
  /** The home folder, which often names a person: written as `~`. */
  readonly home: string
  readonly redactor: Redactor
  readonly clock: () => Timestamp
  readonly log: Log
}

/** At most this many characters of each log file, its end: 1 MB is electron-log's limit for a file. */
const MAX_LOG_CHARS = 1_200_000

/**
 * Writes one zip archive with a report and the logs, all of it redacted again, to the path that the person chooses. Nothing is sent
 * anywhere. Requests while one is under way share its result.
 */
export function createExportDiagnostics(deps: ExportDiagnosticsDeps): () => Promise<ActionResult> {
  let pending: Promise<ActionResult> | undefined
  return () =>
    (pending ??= exportTo(deps).finally(() => {
      pending = undefined
    }))
}

async function exportTo(deps: ExportDiagnosticsDeps): Promise<ActionResult> {
  const { askForPath, writeFile, clock, log } = deps
  try {
    const path = await askForPath(`offhook-diagnostics-${new Date(clock()).toISOString().slice(0, 10)}.zip`)
    if (path === null) return { ok: true }
    await writeFile(path, await packDiagnostics(deps))
    log.info('Diagnostics were exported.')
    return { ok: true }
  } catch (error) {
    log.error('Diagnostics could not be exported:', error)
    return { ok: false, problem: `The diagnostics could not be saved: ${errorMessage(error)}` }
  }
}

/** The archive: `report.txt`, and each log file that exists. Every text is redacted. */
export async function packDiagnostics(deps: ExportDiagnosticsDeps): Promise<Uint8Array> {
  const { facts, logs, readFile, clock, log } = deps
  const at = clock()
  const texts: Record<string, string> = { 'report.txt': diagnosticsReport({ ...(await facts()), at }) }
  for (const [name, path] of Object.entries(logs)) {
    try {
      texts[name] = (await readFile(path)).slice(-MAX_LOG_CHARS)
    } catch (error) {
      log.info(`${name} is not in the diagnostics: ${errorMessage(error)}`)
    }
  }
  const entries = Object.entries(texts).map(([name, text]) => [name, strToU8(clean(text, deps))] as const)
  return zipSync(Object.fromEntries(entries), { mtime: at })
}

function clean(text: string, { home, redactor }: ExportDiagnosticsDeps): string {
  const withoutHome = home.length > 1 ? text.replaceAll(home, '~') : text
  return redactor.clean(withoutHome)
}
