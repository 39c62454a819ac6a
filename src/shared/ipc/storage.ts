import * as v from 'valibot'

/** Why one of Offhook's files cannot be written at the moment. */
const StorageProblemSchema = v.picklist(['disk-full', 'read-only', 'not-allowed', 'other'])
export type StorageProblem = v.InferOutput<typeof StorageProblemSchema>

/** A file that was damaged when Offhook started. It is kept under another name. */
const DamagedFileSchema = v.object({
  file: v.picklist(['settings', 'recents']),
  /** The name of the file it is kept as, in `Storage.folder`. */
  keptAs: v.string(),
  /** Settings only: the connection could be read from it, or was never chosen. */
  connectionRead: v.boolean(),
})
export type DamagedFile = v.InferOutput<typeof DamagedFileSchema>

/** The state of the files with settings and recent calls. */
export const StorageSchema = v.object({
  /** The absolute path of their folder. */
  folder: v.string(),
  problem: v.nullable(StorageProblemSchema),
  /** Damaged files found since Offhook was started. */
  damaged: v.array(DamagedFileSchema),
})
export type Storage = v.InferOutput<typeof StorageSchema>
