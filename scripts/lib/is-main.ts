import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether a module is the program being run, rather than imported by another. */
export function isMain(moduleUrl: string): boolean {
  const entry = process.argv[1]
  if (entry === undefined) return false
  try {
    return realpathSync(entry) === realpathSync(fileURLToPath(moduleUrl))
  } catch {
    return false
  }
}

/** Runs a script's main function: its number is the exit code, and an error is said in words. */
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
