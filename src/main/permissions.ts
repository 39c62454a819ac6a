import type { Session, SystemPreferences } from 'electron'
import type { Page } from './page.ts'

export interface PermissionEdges {
  readonly session: Session
  readonly page: Page
  readonly platform: NodeJS.Platform
  readonly systemPreferences: Pick<SystemPreferences, 'askForMediaAccess'>
}

/** The microphone, for our own page; everything else is refused. macOS asks the person when it is first used. */
export function limitPermissions({ session, page, platform, systemPreferences }: PermissionEdges): void {
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    allows(page, permission, origin, details.mediaType === undefined ? [] : [details.mediaType]),
  )
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined
    const allowed = allows(page, permission, details.requestingUrl, mediaTypes ?? [])
    void settle(allowed, callback)
  })

  const settle = async (allowed: boolean, callback: (granted: boolean) => void) => {
    if (!allowed || platform !== 'darwin') return callback(allowed)
    callback(await systemPreferences.askForMediaAccess('microphone').catch(() => false))
  }
}

/** Sound only, to our own page only. */
export function allows(
  page: Page,
  permission: string,
  origin: string,
  mediaTypes: readonly string[],
): boolean {
  const soundOnly = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio')
  return permission === 'media' && soundOnly && page.owns(origin)
}
