import type { DamagedFile, Storage, StorageProblem } from '../../../shared/ipc/contract.ts'

/** Whether Offhook's files can be written and were read completely. */
export interface StorageHealth {
  readonly current: Storage
  readonly setProblem: (problem: StorageProblem | null) => void
  /** A file that could not be read as a whole has been kept under another name. */
  addDamaged(file: DamagedFile): void
  /** Called after each change. */
  onChange: (storage: Storage) => void
}

/** `folder`: the folder of all files, as shown to the person. */
export function createStorageHealth(folder: string): StorageHealth {
  let current: Storage = { folder, problem: null, damaged: [] }
  const health: StorageHealth = {
    get current() {
      return current
    },
    setProblem(problem) {
      if (problem === current.problem) return
      current = { ...current, problem }
      health.onChange(current)
    },
    addDamaged(file) {
      current = { ...current, damaged: [...current.damaged, file] }
      health.onChange(current)
    },
    onChange() {},
  }
  return health
}
