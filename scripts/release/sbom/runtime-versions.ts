import * as v from 'valibot'
import { lastWords, run } from '../../lib/run.ts'

const VersionsSchema = v.object({
  electron: v.string(),
  chrome: v.string(),
  node: v.string(),
  v8: v.string(),
})

/** The versions of a runtime and its parts. */
export type RuntimeVersions = v.InferOutput<typeof VersionsSchema>

/** Runs an Electron as Node to get its versions. Rejects if that fails. */
export async function runtimeVersions(executable: string): Promise<RuntimeVersions> {
  const done = await run(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 60_000,
  })
  if (done.code !== 0) throw new Error(`Electron did not print its versions:\n${lastWords(done)}`)
  return v.parse(VersionsSchema, JSON.parse(done.stdout))
}
