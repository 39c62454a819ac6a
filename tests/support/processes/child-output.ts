import type { ChildProcess } from 'node:child_process'

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Watches a child process: its output as it comes, and its end. */
export function watch(child: ChildProcess) {
  let stdout = ''
  let stderr = ''
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  // Not the child's own 'close': after disconnect() that one never comes.
  const ended: Promise<Ended> = Promise.all([
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve)),
    ...[child.stdout, child.stderr].map((stream) => new Promise((done) => stream?.once('close', done))),
  ]).then(([code]) => ({ code, stdout, stderr }))
  const waiting: (() => void)[] = []
  child.stdout?.on('data', (bytes: Buffer) => {
    stdout += bytes.toString()
    for (const look of waiting) look()
  })
  return {
    ended,
    /** The groups of the first match in the output; rejects when the child ends without one. */
    output: (pattern: RegExp): Promise<RegExpExecArray> =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(stdout)
          if (match !== null) resolve(match)
        }
        waiting.push(look)
        look()
        void ended.then((end) => reject(new Error(`ended without ${pattern}: ${JSON.stringify(end)}`)))
      }),
  }
}
