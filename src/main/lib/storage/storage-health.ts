import { createListeners } from '../listeners.ts'
import type { DamagedFile, Storage, StorageProblem } from '../../../shared/ipc/contract.ts'

/** Whether Offhook's files can be written and were read completely. */
export interface StorageHealth {
  readonly current: Storage
  readonly setProblem: (problem: StorageProblem | null) => void
  /** A file that could not be read as a whole has been kept under another name. */
  addDamaged(file: DamagedFile): void
  /** Calls the listener after each change. Returns a function that unsubscribes. */
  on(listener: (storage: Storage) => void): () => void
}

/** `folder`: the folder of all files, as shown to the person. */
export function createStorageHealth(folder: string): StorageHealth {
  const listeners = createListeners<Storage>()
  let current: Storage = { folder, problem: null, damaged: [] }
  return {
    get current() {
      return current
    },
    setProblem(problem) {
      if (problem === current.problem) return
      current = { ...current, problem }
      listeners.emit(current)
    },
    addDamaged(file) {
      current = { ...current, damaged: [...current.damaged, file] }
      listeners.emit(current)
    },
    on: (listener) => listeners.add(listener),
  }
}
