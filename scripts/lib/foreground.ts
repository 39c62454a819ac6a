import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** How often it is looked whether whoever started us is still there. */
const LOOK_MS = 500

/**
 * Runs a program with our own terminal, hands SIGINT, SIGTERM and SIGHUP on to it, and answers its exit
 * code (128 + number when a signal ended it, as shells say it). Rejects when it cannot be started.
 */
export function runInForeground(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env: NodeJS.ProcessEnv },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    const passOn = (signal: NodeJS.Signals): boolean => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    for (const signal of signals) process.on(signal, passOn)
    // npm ends the shell between it and us, which tells us nothing: without this the program would stay behind.
    const { ppid } = process
    const watch = setInterval(() => {
      if (process.ppid === ppid) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, LOOK_MS)
    const finish = (): void => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, passOn)
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
