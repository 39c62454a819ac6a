import { spawn } from 'node:child_process'

/** The result of a program; `code` is null if a signal or the time limit ended it. */
export type Finished = { code: number | null; stdout: string; stderr: string; timedOut: boolean }

export type RunOptions = {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Milliseconds after which the program is killed. */
  timeout?: number
  stdio?: 'pipe' | 'inherit'
}

/** Runs a program to its end and collects its output. Rejects only if it cannot be started. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { timeout, stdio = 'pipe', ...rest } = options
    const child = spawn(command, args, { ...rest, stdio: ['ignore', stdio, stdio] })
    const output = { stdout: '', stderr: '' }
    let timedOut = false
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, timeout)
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, ...output, timedOut })
    })
  })
}

/** The last lines of a program's output, for an error message. */
export function lastWords({ stdout, stderr }: Finished, lines = 8): string {
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .join('\n')
}
