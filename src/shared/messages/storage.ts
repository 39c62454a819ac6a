import type { DamagedFile, Storage } from '../ipc/contract.ts'
import { t } from './translate.ts'

export interface StorageMessage {
  readonly title: string
  readonly hint: string
}

/** The message that changes are not saved, with the reason and the consequence; null if all are saved. */
export function storageProblemMessage({ problem, folder }: Storage): StorageMessage | null {
  if (problem === null) return null
  return { title: t('storage.problem.title'), hint: t(`storage.problem.${problem}`, { folder }) }
}

/** The message that a file was damaged: what was recovered, and where the file is now. */
export function damagedFileMessage(
  { file, keptAs, connectionRead }: DamagedFile,
  folder: string,
): StorageMessage {
  const kept = { keptAs, folder }
  if (file === 'recents')
    return { title: t('storage.damaged-recents.title'), hint: t('storage.damaged-recents.hint', kept) }
  const outcome = connectionRead ? 'connection-read' : 'connection-lost'
  return { title: t('storage.damaged-settings.title'), hint: t(`storage.damaged-settings.${outcome}`, kept) }
}
