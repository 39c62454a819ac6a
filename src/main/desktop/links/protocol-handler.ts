import type { ActionResult, LinkHandler } from '../../../shared/ipc/contract.ts'
import { LINK_SCHEMES } from '../../../shared/domain/dial/link-schemes.ts'
import type { WindowsLinks } from './windows-links.ts'
import { linkHandlerFailedMessage } from '../../../shared/messages/phone-links.ts'

/** The part of Electron's `app` used here. On Linux each call queries GIO, which is slow. */
interface ProtocolApp {
  isDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  setAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  removeAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
}

export interface LinkHandlerSettingsDeps {
  readonly app: ProtocolApp
  readonly platform: NodeJS.Platform
  /** The state of the Windows settings; used on Windows only. */
  readonly windows: WindowsLinks
  /** A run from source: the system cannot start it. */
  readonly development: boolean
  /** Linux: whether Offhook's desktop file is installed. */
  readonly hasEntry: () => boolean
  /** The absolute path of this program. */
  readonly program: string
  /** Whether there is a call, during which the system is not queried. */
  readonly inCall: () => boolean
  /** Called with each new state. */
  readonly onChange: (state: LinkHandler) => void
}

/** Whether phone links open with Offhook. The system is queried only on request. */
export interface LinkHandlerSettings {
  readonly initial: LinkHandler
  readonly handlers: {
    'check-link-handler'(): ActionResult | Promise<ActionResult>
    'set-link-handler'(request: { readonly on: boolean }): ActionResult | Promise<ActionResult>
  }
}

/** Windows: no argument after this is an option, whatever the link contains. The installer registers the same. */
const ARGS = ['--']

/** The state before the system has been queried. */
export function initialLinkHandler({
  platform,
  development,
  hasEntry,
}: Pick<LinkHandlerSettingsDeps, 'platform' | 'development' | 'hasEntry'>): LinkHandler {
  const system = PLATFORMS[platform] ?? 'linux'
  const isInstalled = !development && (system !== 'linux' || hasEntry())
  return { opens: 'unknown', change: isInstalled ? CHANGES[system] : 'nothing', platform: system }
}

export function createLinkHandlerSettings(deps: LinkHandlerSettingsDeps): LinkHandlerSettings {
  const { app, program, inCall, onChange } = deps
  const initial = initialLinkHandler(deps)
  const { change, platform } = initial
  if (change === 'in-system') return createWindowsLinkHandlerSettings(deps, deps.windows)

  const opens = (): LinkHandler['opens'] => {
    if (change === 'nothing') return 'none'
    const ours = LINK_SCHEMES.filter((scheme) => app.isDefaultProtocolClient(scheme, program, ARGS))
    return ours.length === 0 ? 'none' : ours.length === LINK_SCHEMES.length ? 'all' : 'some'
  }
  const query = (): LinkHandler['opens'] => {
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
    // The state counts, not the return value, which may be true without effect.
    return query() === (on ? 'all' : 'none') ? { ok: true } : refused
  }

  return {
    initial,
    handlers: {
      'check-link-handler'() {
        if (!inCall()) query()
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
