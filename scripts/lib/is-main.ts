import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether a module is the entry point of this process. */
function isMain(moduleUrl: string): boolean {
  const entry = process.argv[1]
  if (entry === undefined) return false
  try {
    return realpathSync(entry) === realpathSync(fileURLToPath(moduleUrl))
  } catch {
    return false
  }
}

/** Runs the main function of a script. Its result is the exit code; the message of an error is printed. */
export async function runMain(
  moduleUrl: string,
  main: (args: readonly string[]) => Promise<number>,
): Promise<void> {
  if (!isMain(moduleUrl)) return
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
