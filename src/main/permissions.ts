import type { SystemPreferences } from 'electron'
import type { Page } from './page.ts'

interface Details {
  readonly isMainFrame: boolean
}
type Check = (
  contents: object | null,
  permission: string,
  origin: string,
  details: Details & { readonly mediaType?: string },
) => boolean
type Ask = (
  contents: object,
  permission: string,
  callback: (granted: boolean) => void,
  details: Details & { readonly requestingUrl: string; readonly mediaTypes?: readonly string[] },
) => void

/** The part of Electron's `Session` used here. Who asks is compared, never used. */
export interface Gate {
  setPermissionCheckHandler(handler: Check): void
  setPermissionRequestHandler(handler: Ask): void
}

export interface PermissionEdges {
  readonly session: Gate
  readonly page: Page
  /** The phone's page, while its window is there: no other page of ours has any use for a microphone. */
  readonly phone: () => object | undefined
  readonly platform: NodeJS.Platform
  readonly systemPreferences: Pick<SystemPreferences, 'askForMediaAccess'>
}

/** Somebody wants something. */
interface Wish {
  readonly permission: string
  /** The whole address of the frame that asks, or its origin. */
  readonly address: string
  readonly isMainFrame: boolean
  readonly mediaTypes: readonly string[]
}

/**
 * The microphone, for the phone's page; everything else, and everybody else, is refused. macOS asks the person when
 * it is first used.
 */
export function limitPermissions(edges: PermissionEdges): void {
  const { session, page, phone, platform, systemPreferences } = edges
  const isPhone = (contents: object | null) => contents !== null && contents === phone()

  session.setPermissionCheckHandler((contents, permission, address, { mediaType, isMainFrame }) => {
    const mediaTypes = mediaType === undefined ? [] : [mediaType]
    return isPhone(contents) && allows(page, { permission, address, isMainFrame, mediaTypes })
  })
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const { requestingUrl: address, isMainFrame, mediaTypes = [] } = details
    const allowed = isPhone(contents) && allows(page, { permission, address, isMainFrame, mediaTypes })
    void settle(allowed, callback)
  })

  const settle = async (allowed: boolean, callback: (granted: boolean) => void) => {
    if (!allowed || platform !== 'darwin') return callback(allowed)
    callback(await systemPreferences.askForMediaAccess('microphone').catch(() => false))
  }
}

/** Sound only, and to no other origin and no frame inside the page. */
export function allows(page: Page, { permission, address, isMainFrame, mediaTypes }: Wish): boolean {
  const soundOnly = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio')
  return permission === 'media' && soundOnly && isMainFrame && page.owns(address)
}
