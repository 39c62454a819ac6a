import { UpdateRefused } from './updater.ts'

/** Why electron-updater, or the network below it, did not go on. `blocked`: what the guard stopped meanwhile. */
export function refusalOf(error: unknown, blocked: 'led-elsewhere' | 'damaged' | null): UpdateRefused {
  if (error instanceof UpdateRefused && blocked === null) return error
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  if (blocked !== null) return new UpdateRefused(blocked, words)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_CHECKSUM_MISMATCH' || words.includes('CONTENT_LENGTH_MISMATCH')) {
    return new UpdateRefused('damaged', words)
  }
  if (/status 404/.test(words)) return new UpdateRefused('no-feed', words)
  return new UpdateRefused('unreachable', words)
}
