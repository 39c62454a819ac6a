import type { Done, LinkOpening } from '../../../shared/ipc/contract.ts'
import { LINK_SCHEMES } from '../../../shared/domain/dial/link-schemes.ts'
import type { WindowsLinks } from './windows-links.ts'
import { linkRefusalWords } from '../../../shared/messages/phone-links.ts'

/** The part of Electron's `app` used here. On Linux each call asks GIO, which takes a moment. */
export interface ProtocolApp {
  isDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  setAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
  removeAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean
}

export interface OpeningEdges {
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
  readonly onChange: (opening: LinkOpening) => void
}

/** Whether phone links open with Offhook. Nothing is asked of the system before somebody looks. */
export interface LinkOpeningKeeper {
  readonly first: LinkOpening
  readonly answers: {
    'look-at-links'(): Done | Promise<Done>
    'set-links'(request: { readonly on: boolean }): Done | Promise<Done>
  }
}

/** Windows: after this no argument is an option any more, whatever a link may hold. The installer registers the same. */
const ARGS = ['--']

export function keepLinkOpening(edges: OpeningEdges): LinkOpeningKeeper {
  const { app, development, program, inCall, onChange } = edges
  const platform = PLATFORMS[edges.platform] ?? 'linux'
  const isInstalled = !development && (platform !== 'linux' || edges.hasEntry())
  const change = isInstalled ? CHANGES[platform] : 'nothing'
  if (change === 'in-system') return keepWindowsOpening(edges, edges.windows)

  const opens = (): LinkOpening['opens'] => {
    if (change === 'nothing') return 'none'
    const ours = LINK_SCHEMES.filter((scheme) => app.isDefaultProtocolClient(scheme, program, ARGS))
    return ours.length === 0 ? 'none' : ours.length === LINK_SCHEMES.length ? 'all' : 'some'
  }
  const look = (): LinkOpening['opens'] => {
    const now = opens()
    onChange({ opens: now, change, platform })
    return now
  }

  const set = (on: boolean): Done => {
    const refused: Done = { ok: false, problem: linkRefusalWords(platform) }
    if (change === 'nothing') return refused
    for (const scheme of LINK_SCHEMES) {
      if (on) app.setAsDefaultProtocolClient(scheme, program, ARGS)
      else app.removeAsDefaultProtocolClient(scheme, program, ARGS)
    }
    // What the system says now counts, not what it answered.
    return look() === (on ? 'all' : 'none') ? { ok: true } : refused
  }

  return {
    first: { opens: 'unknown', change, platform },
    answers: {
      'look-at-links'() {
        if (!inCall()) look()
        return { ok: true }
      },
      'set-links': ({ on }) => set(on),
    },
  }
}

const CHANGES = { linux: 'on-here-off-in-system', windows: 'in-system', macos: 'here' } as const

/** Windows opens links with the program that the person chose in its settings. Programs cannot change that choice. */
function keepWindowsOpening({ inCall, onChange }: OpeningEdges, windows: WindowsLinks): LinkOpeningKeeper {
  const opening = { change: 'in-system', platform: 'windows' } as const
  return {
    first: { opens: 'unknown', ...opening },
    answers: {
      async 'look-at-links'() {
        if (!inCall()) onChange({ opens: await windows.opens(), ...opening })
        return { ok: true }
      },
      async 'set-links'() {
        await windows.openSettings()
        return { ok: true }
      },
    },
  }
}

const PLATFORMS: Partial<Record<NodeJS.Platform, LinkOpening['platform']>> = {
  darwin: 'macos',
  win32: 'windows',
}
