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
  /** `host:port` of the exchange in use, null for Twilio, undefined while there is no line. */
  readonly signallingHost: () => string | null | undefined
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
  const { session, page, phone, signallingHost, platform, systemPreferences } = edges
  const mayUse = (wish: Wish) => allows(page, wish) || reachesExchange(page, wish, signallingHost())
  const isPhone = (contents: object | null) => contents !== null && contents === phone()

  session.setPermissionCheckHandler((contents, permission, address, { mediaType, isMainFrame }) => {
    const mediaTypes = mediaType === undefined ? [] : [mediaType]
    return isPhone(contents) && mayUse({ permission, address, isMainFrame, mediaTypes })
  })
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const { requestingUrl: address, isMainFrame, mediaTypes = [] } = details
    const allowed = isPhone(contents) && mayUse({ permission, address, isMainFrame, mediaTypes })
    void settle(allowed, permission, callback)
  })

  const settle = async (allowed: boolean, permission: string, callback: (granted: boolean) => void) => {
    if (!allowed || permission !== 'media' || platform !== 'darwin') return callback(allowed)
    callback(await systemPreferences.askForMediaAccess('microphone').catch(() => false))
  }
}

/** Sound only, and to no other origin and no frame inside the page. */
export function allows(page: Page, { permission, address, isMainFrame, mediaTypes }: Wish): boolean {
  const soundOnly = mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio')
  return permission === 'media' && soundOnly && isMainFrame && page.owns(address)
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
function reachesExchange(
  page: Page,
  { permission, address, isMainFrame }: Wish,
  signallingHost: string | null | undefined,
): boolean {
  if (!LOCAL_NETWORK.has(permission) || !isMainFrame || !page.owns(address)) return false
  return typeof signallingHost === 'string' && mayBeLocalAddress(signallingHost)
}
