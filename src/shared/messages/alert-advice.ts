import { isMessageKey, t } from './translate.ts'

export const DESKTOPS = [
  'gnome',
  'kde',
  'xfce',
  'cinnamon',
  'mate',
  'wayland',
  'linux',
  'windows',
  'macos',
] as const
type DesktopKind = (typeof DESKTOPS)[number]

export interface Desktop {
  readonly kind: DesktopKind
  /** As a person calls it. */
  readonly name: string
  /** Whether Offhook's windows are native Wayland windows, which only the compositor can place. */
  readonly wayland: boolean
}

/** What may keep a ring from a person. */
export type AlertTopic =
  'notification' | 'buttons' | 'do-not-disturb' | 'sound' | 'call-window' | 'microphone'

const NAMES: readonly (readonly [sign: string, kind: DesktopKind, name: string])[] = [
  // Cinnamon, Budgie and Unity call themselves GNOME as well.
  ['cinnamon', 'cinnamon', 'Cinnamon'],
  ['mate', 'mate', 'MATE'],
  ['xfce', 'xfce', 'Xfce'],
  ['kde', 'kde', 'KDE Plasma'],
  ['sway', 'wayland', 'Sway'],
  ['hyprland', 'wayland', 'Hyprland'],
  ['gnome', 'gnome', 'GNOME'],
]

/**
 * The desktop of this session. `current`: XDG_CURRENT_DESKTOP, a list with colons; Linux only. `wayland`: Offhook runs as a
 * Wayland client, not under X11 or XWayland.
 */
export function detectDesktop(platform: string, current: string | undefined, wayland: boolean): Desktop {
  if (platform === 'win32') return { kind: 'windows', name: 'Windows', wayland: false }
  if (platform === 'darwin') return { kind: 'macos', name: 'macOS', wayland: false }
  const signs = (current ?? '').toLowerCase().split(':')
  const known = NAMES.find(([sign]) => signs.some((said) => said.includes(sign)))
  if (known) return { kind: known[1], name: known[2], wayland }
  return { kind: 'linux', name: 'Linux', wayland }
}

/** The advice about a topic on this desktop. A sentence or two. A desktop without its own text has that of `linux`. */
export function alertAdvice({ kind, wayland }: Pick<Desktop, 'kind' | 'wayland'>, topic: AlertTopic): string {
  if (topic === 'call-window' && wayland)
    return t(
      kind === 'gnome' || kind === 'kde'
        ? `advice.${kind}.call-window-wayland`
        : 'advice.wayland.call-window',
    )
  const own: string = `advice.${kind}.${topic}`
  return t(isMessageKey(own) ? own : `advice.linux.${topic}`)
}
