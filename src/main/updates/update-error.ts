import { UpdateError } from './updater.ts'

/** Why electron-updater, or the network below it, did not go on. `blocked`: what the guard stopped meanwhile. */
export function toUpdateError(error: unknown, blocked: 'redirected' | 'damaged' | null): UpdateError {
  if (error instanceof UpdateError && blocked === null) return error
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  if (blocked !== null) return new UpdateError(blocked, message)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_CHECKSUM_MISMATCH' || message.includes('CONTENT_LENGTH_MISMATCH')) {
    return new UpdateError('damaged', message)
  }
  if (/status 404/.test(message)) return new UpdateError('no-feed', message)
  return new UpdateError('unreachable', message)
}
