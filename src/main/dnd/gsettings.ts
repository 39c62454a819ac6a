import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A value of the desktop's settings, as `gsettings get SCHEMA KEY` prints it. Rejects where there is none. */
export type Gsettings = (schema: string, key: string) => Promise<string>

/** Reads the settings of the session that this environment belongs to. */
export function gsettingsIn(env: Readonly<Record<string, string | undefined>>): Gsettings {
  return async (schema, key) => {
    const { stdout } = await promisify(execFile)('gsettings', ['get', schema, key], { env, timeout: 5_000 })
    return stdout
  }
}
