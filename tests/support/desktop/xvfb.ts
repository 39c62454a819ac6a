import type { Readable } from 'node:stream'
import { readyOrEnded, startBackground } from './process.ts'

/** A virtual screen of 24-bit colour on the first display number that is free. */
export type VirtualScreen = { display: string; stop(): Promise<void> }

/** Starts Xvfb; `width` and `height` in pixels. Rejects with a readable message when Xvfb is missing or fails. */
export async function startXvfb(
  env: NodeJS.ProcessEnv,
  width: number,
  height: number,
): Promise<VirtualScreen> {
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset']
  const program = await startBackground('Xvfb', args, { env, extra: true })
  // Xvfb writes the number once it accepts clients.
  const number = await readyOrEnded(program, firstLine(program.extra))
  return { display: `:${number}`, stop: () => program.stop() }
}

async function firstLine(stream: Readable | undefined): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) {
    text += String(chunk)
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('Xvfb named no display.')
}
