import * as v from 'valibot'
import { lastWords, run } from '../../lib/run.ts'

const VersionsSchema = v.object({
  electron: v.string(),
  chrome: v.string(),
  node: v.string(),
  v8: v.string(),
})

/** What a runtime is made of. */
export type RuntimeVersions = v.InferOutput<typeof VersionsSchema>

/** Asks an Electron what it is made of, without a window; rejects when it does not say. */
export async function runtimeVersions(executable: string): Promise<RuntimeVersions> {
  const done = await run(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 60_000,
  })
  if (done.code !== 0) throw new Error(`Electron did not say what it is made of:\n${lastWords(done)}`)
  return v.parse(VersionsSchema, JSON.parse(done.stdout))
}
