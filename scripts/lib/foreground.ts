import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** How often to check whether the parent process still runs. */
const PARENT_CHECK_MS = 500

/**
 * Runs a program in this terminal, forwards SIGINT, SIGTERM and SIGHUP to it, and resolves with its exit code (128 +
 * number if a signal ended it, as in shells). Rejects if it cannot be started.
 */
export function runInForeground(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env: NodeJS.ProcessEnv },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    const forward = (signal: NodeJS.Signals): boolean => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    for (const signal of signals) process.on(signal, forward)
    // npm ends the shell between npm and this process, without a signal to this process: the program would keep running.
    const { ppid } = process
    const watch = setInterval(() => {
      if (process.ppid === ppid) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, PARENT_CHECK_MS)
    const finish = (): void => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, forward)
    }
    child.once('error', (error) => {
      finish()
      reject(new Error(`${command} could not be started: ${error.message}`))
    })
    child.once('exit', (code, signal) => {
      finish()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
