import type { DamagedFile, Storage, StorageProblem } from '../ipc/contract.ts'

export interface StorageMessage {
  readonly title: string
  readonly hint: string
}

const REASONS: Record<StorageProblem, string> = {
  'disk-full': 'The disk is full. Free some space.',
  'read-only': 'The disk is read-only.',
  'not-allowed': 'Your account is not allowed to write to its folder.',
  other: 'Its folder cannot be written to.',
}

/** The message that changes are not saved, with the reason and the consequence; null if all are saved. */
export function storageProblemMessage({ problem, folder }: Storage): StorageMessage | null {
  if (problem === null) return null
  const retry = problem === 'disk-full' ? 'Offhook saves them as soon as it can.' : 'Offhook keeps trying.'
  return {
    title: 'Settings and recent calls are not being saved',
    hint: `${REASONS[problem]} ${retry} Folder: ${folder}`,
  }
}

/** The message that a file was damaged: what was recovered, and where the file is now. */
export function damagedFileMessage(
  { file, keptAs, connectionRead }: DamagedFile,
  folder: string,
): StorageMessage {
  const kept = `The damaged file is kept as ${keptAs} in ${folder}.`
  if (file === 'recents') {
    return {
      title: 'The list of recent calls was damaged',
      hint: `Some calls may be missing from it. ${kept}`,
    }
  }
  const read = connectionRead
    ? 'Offhook uses what it could read. Check your settings.'
    : 'Offhook uses the practice line. If you used another connection, choose it again in Settings.'
  return { title: 'The settings file was damaged', hint: `${read} ${kept}` }
}
