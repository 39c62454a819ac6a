import type { SystemPreferences } from 'electron'
import { mayBeLocalAddress } from '../../../shared/domain/local-network.ts'
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

/** The part of Electron’s `Session` used here. Senders are only compared. */
export interface PermissionSession {
  setPermissionCheckHandler(handler: Check): void
  setPermissionRequestHandler(handler: Ask): void
}

export interface PermissionDeps {
  readonly session: PermissionSession
  readonly page: Page
  /** The contents of the main window, while it is open. No other page needs a microphone. */
  readonly mainContents: () => object | undefined
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
  readonly platform: NodeJS.Platform
  readonly systemPreferences: Pick<SystemPreferences, 'askForMediaAccess'>
}

/** A permission request. */
interface PermissionRequest {
  readonly permission: string
  /** The whole address of the requesting frame, or its origin. */
  readonly address: string
  readonly isMainFrame: boolean
  readonly mediaTypes: readonly string[]
}

/** Allows the microphone for the main page, and refuses every other request. macOS asks the person at the first use. */
export function restrictPermissions(deps: PermissionDeps): void {
  const { session, page, mainContents, signallingHost, platform, systemPreferences } = deps
  const isAllowed = (request: PermissionRequest) =>
    allowsMicrophone(page, request) || allowsLocalNetwork(page, request, signallingHost())
  const isMainWindow = (contents: object | null) => contents !== null && contents === mainContents()

  session.setPermissionCheckHandler((contents, permission, address, { mediaType, isMainFrame }) => {
    const mediaTypes = mediaType === undefined ? [] : [mediaType]
    return isMainWindow(contents) && isAllowed({ permission, address, isMainFrame, mediaTypes })
  })
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const { requestingUrl: address, isMainFrame, mediaTypes = [] } = details
    const allowed = isMainWindow(contents) && isAllowed({ permission, address, isMainFrame, mediaTypes })
    void settle(allowed, permission, callback)
  })

  const settle = async (allowed: boolean, permission: string, callback: (granted: boolean) => void) => {
    if (!allowed || permission !== 'media' || platform !== 'darwin') return callback(allowed)
    callback(await systemPreferences.askForMediaAccess('microphone').catch(() => false))
  }
}

/** Only audio, and only for the main frame of its own origin. */
function allowsMicrophone(
  page: Page,
  { permission, address, isMainFrame, mediaTypes }: PermissionRequest,
): boolean {
  const soundOnly = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio')
  return permission === 'media' && soundOnly && isMainFrame && page.isOwnUrl(address)
}

/**
 * Chromium's Local Network Access: from version 142 on, a page needs a permission to reach this computer or the local network.
 * Electron 45 disables it. If a later Electron enables it, a local exchange needs the permission; Twilio does not. `page-guard.ts`
 * limits all addresses that the page may reach.
 */
const LOCAL_NETWORK: ReadonlySet<string> = new Set([
  'local-network-access',
  'local-network',
  'loopback-network',
])

/** Whether a permission request is for the exchange in use, which may be in the local network. */
function allowsLocalNetwork(
  page: Page,
  { permission, address, isMainFrame }: PermissionRequest,
  signallingHost: string | null | undefined,
): boolean {
  if (!LOCAL_NETWORK.has(permission) || !isMainFrame || !page.isOwnUrl(address)) return false
  return typeof signallingHost === 'string' && mayBeLocalAddress(signallingHost)
}
