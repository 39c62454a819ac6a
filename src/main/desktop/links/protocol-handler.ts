import type { ActionResult, LinkHandler } from '../../../shared/ipc/contract.ts'
import { LINK_SCHEMES } from '../../../shared/domain/dial/link-schemes.ts'
import type { WindowsLinks } from './windows-links.ts'
import { linkHandlerFailedMessage } from '../../../shared/messages/phone-links.ts'

/** The part of Electron's `app` used here. On Linux each call asks GIO, which takes a moment. */
export interface ProtocolApp {
  isDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  setAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  removeAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
}

export interface LinkHandlerSettingsDeps {
  readonly app: ProtocolApp
  readonly platform: NodeJS.Platform
  /** The state of the Windows settings; used on Windows only. */
  readonly windows: WindowsLinks
  /** Run from the sources it is no program the system could start. */
  readonly development: boolean
  /** Linux: whether Offhook's desktop file is installed. */
  readonly hasEntry: () => boolean
  /** The absolute path of this program. */
  readonly program: string
  /** Somebody talks or is called: not the moment to wait for another program. */
  readonly inCall: () => boolean
  /** Tells the window. */
  readonly onChange: (opening: LinkHandler) => void
}

/** Whether phone links open with Offhook. Nothing is asked of the system before somebody looks. */
export interface LinkHandlerSettings {
  readonly initial: LinkHandler
  readonly handlers: {
    'check-link-handler'(): ActionResult | Promise<ActionResult>
    'set-link-handler'(request: { readonly on: boolean }): ActionResult | Promise<ActionResult>
  }
}

/** Windows: after this no argument is an option any more, whatever a link may hold. The installer registers the same. */
const ARGS = ['--']

export function createLinkHandlerSettings(deps: LinkHandlerSettingsDeps): LinkHandlerSettings {
  const { app, development, program, inCall, onChange } = deps
  const platform = PLATFORMS[deps.platform] ?? 'linux'
  const isInstalled = !development && (platform !== 'linux' || deps.hasEntry())
  const change = isInstalled ? CHANGES[platform] : 'nothing'
  if (change === 'in-system') return createWindowsLinkHandlerSettings(deps, deps.windows)

  const opens = (): LinkHandler['opens'] => {
    if (change === 'nothing') return 'none'
    const ours = LINK_SCHEMES.filter((scheme) => app.isDefaultProtocolClient(scheme, program, ARGS))
    return ours.length === 0 ? 'none' : ours.length === LINK_SCHEMES.length ? 'all' : 'some'
  }
  const look = (): LinkHandler['opens'] => {
    const now = opens()
    onChange({ opens: now, change, platform })
    return now
  }

  const set = (on: boolean): ActionResult => {
    const refused: ActionResult = { ok: false, problem: linkHandlerFailedMessage(platform) }
    if (change === 'nothing') return refused
    for (const scheme of LINK_SCHEMES) {
      if (on) app.setAsDefaultProtocolClient(scheme, program, ARGS)
      else app.removeAsDefaultProtocolClient(scheme, program, ARGS)
    }
    // What the system says now counts, not what it answered.
    return look() === (on ? 'all' : 'none') ? { ok: true } : refused
  }

  return {
    initial: { opens: 'unknown', change, platform },
    handlers: {
      'check-link-handler'() {
        if (!inCall()) look()
        return { ok: true }
      },
      'set-link-handler': ({ on }) => set(on),
    },
  }
}

const CHANGES = { linux: 'on-here-off-in-system', windows: 'in-system', macos: 'here' } as const

/** Windows opens links with the program that the person chose in its settings. Programs cannot change that choice. */
function createWindowsLinkHandlerSettings(
  { inCall, onChange }: LinkHandlerSettingsDeps,
  windows: WindowsLinks,
): LinkHandlerSettings {
  const opening = { change: 'in-system', platform: 'windows' } as const
  return {
    initial: { opens: 'unknown', ...opening },
    handlers: {
      async 'check-link-handler'() {
        if (!inCall()) onChange({ opens: await windows.opens(), ...opening })
        return { ok: true }
      },
      async 'set-link-handler'() {
        await windows.openSettings()
        return { ok: true }
      },
    },
  }
}

const PLATFORMS: Partial<Record<NodeJS.Platform, LinkHandler['platform']>> = {
  darwin: 'macos',
  win32: 'windows',
}
