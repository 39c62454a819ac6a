import { mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMessageKey, t, type MessageKey } from '../../../shared/messages/translate.ts'
import { errorCode } from '../../lib/error-code.ts'

/** Why the profile folder cannot be used, with the folder's path; null when it can. Makes the folder if it is missing. */
export function profileProblem(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    return folderProblem(folder, errorCode(error))
  }
  const probe = join(folder, `.write-test-${process.pid}`)
  try {
    writeFileSync(probe, '', { flag: 'w', mode: 0o600 })
  } catch (error) {
    const code = errorCode(error)
    // Offhook also runs on a full disk and shows the problem in its window: see `settings/retrying-writer.ts`.
    if (!isFull(code)) return folderProblem(folder, code)
  }
  rmSync(probe, { force: true })
  return null
}

/**
 * Why Chromium could not take the single-instance lock, if the reason is not a running instance; else null. On Linux and macOS the
 * lock is a symbolic link in the profile.
 */
export function lockProblem(folder: string, platform: NodeJS.Platform): string | null {
  if (platform === 'win32') return null
  try {
    readlinkSync(join(folder, 'SingletonLock'))
    return null
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? t('profile.no-files', { folder }) : null
  }
}

/** Whether an error code of the system says that there is no space left. */
function isFull(code: string): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function folderProblem(folder: string, code: string): string {
  const own: string = `profile.reason.${code}`
  const reason = isReasonKey(own) ? t(own) : t('profile.reason.other', { code })
  return t('profile.not-writable', { folder, reason })
}

type ReasonKey = Exclude<Extract<MessageKey, `profile.reason.${string}`>, 'profile.reason.other'>

function isReasonKey(key: string): key is ReasonKey {
  return isMessageKey(key) && key !== 'profile.reason.other'
}
