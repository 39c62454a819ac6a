import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

const GRACE_MS = 2_000

/** A program of the private desktop, alive until it is stopped or ends by itself. */
export type Background = {
  readonly name: string
  readonly pid: number
  /** Resolves once it has ended, with the words it left on its outputs. */
  readonly ended: Promise<string>
  /** The pipe on file descriptor 3, when one was asked for. */
  readonly extra: Readable | undefined
  /** Ends it and everything it started: politely first, and for certain after two seconds. */
  stop(): Promise<void>
}

const alive = new Set<number>()

// A process that leaves without stopping its desktop must not leave programs behind. The kernel sees to
// one that is killed: `--pdeathsig`.
process.on('exit', () => {
  for (const pid of alive) signalGroup(pid, 'SIGKILL')
})

/** Starts a program in a process group of its own; rejects when it cannot be started. */
export function startBackground(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; extra?: boolean },
): Promise<Background> {
  return new Promise((resolve, reject) => {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], {
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', options.extra === true ? 'pipe' : 'ignore'],
    })
    const ended = wordsUntilEnd(child)
    child.once('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)))
    child.once('spawn', () => {
      const { pid } = child
      if (pid === undefined) return
      alive.add(pid)
      const extra = child.stdio[3]
      resolve({
        name: command.split('/').at(-1) ?? command,
        pid,
        ended,
        extra: extra !== null && extra !== undefined && 'read' in extra ? extra : undefined,
        stop: async () => {
          signalGroup(pid, 'SIGTERM')
          const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS)
          await ended
          clearTimeout(timer)
          // What it had started may outlive it.
          signalGroup(pid, 'SIGKILL')
          alive.delete(pid)
        },
      })
    })
  })
}

function wordsUntilEnd(child: ChildProcess): Promise<string> {
  let words = ''
  const keep = (text: string): void => {
    words = (words + text).slice(-4_000)
  }
  child.stdout?.setEncoding('utf8').on('data', keep)
  child.stderr?.setEncoding('utf8').on('data', keep)
  return new Promise((resolve) => {
    // 'exit' and not 'close': a grandchild may hold the pipes open.
    child.once('exit', () => resolve(words.trim()))
  })
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The group is gone, which is what was wanted.
  }
}

/** Waits for `ready`, unless the program ends first: then rejects with its last words. */
export function readyOrEnded<T>(program: Background, ready: Promise<T>): Promise<T> {
  const died = program.ended.then((words): never => {
    throw new Error(`${program.name} ended before it was ready. ${words}`)
  })
  return Promise.race([ready, died])
}
