import { fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ForkedProcess } from '../../../src/main/connection/servers/child-server.ts'

/** A source file as a child process of Node, in place of Electron's utility process; `kill` is SIGKILL. */
export function forkSource(file: string): ForkedProcess & { readonly pid: number } {
  const child = fork(file, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  return {
    pid: child.pid ?? 0,
    send: (message) => {
      // A process that is just endReason does not take it, which its exit reports.
      if (child.connected) child.send(Object(message), () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', (code) => listener(code ?? -1)),
    onLine(listener) {
      for (const output of [child.stdout, child.stderr])
        if (output) createInterface(output).on('line', listener)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
