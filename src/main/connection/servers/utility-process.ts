import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import type { UtilityProcess } from 'electron'
import type { ForkedProcess } from './child-server.ts'

/** Electron's own kind of child process: it ends with us, and needs no second executable. */
export function fromUtilityProcess(child: UtilityProcess): ForkedProcess {
  return {
    send(message) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      child.postMessage(message)
    },
    onMessage(listener) {
      child.on('message', listener)
    },
    onExit(listener) {
      child.on('exit', listener)
    },
    onLine(listener) {
      const output = new PassThrough()
      child.stdout?.pipe(output, { end: false })
      child.stderr?.pipe(output, { end: false })
      createInterface(output).on('line', listener)
    },
    kill() {
      child.kill()
    },
  }
}
