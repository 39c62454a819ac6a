/** What to change in which desktop's settings, so that a ring is seen and heard. Words only. */

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
export type DesktopKind = (typeof DESKTOPS)[number]

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

type Advice = Readonly<Record<AlertTopic, string>>

/** Where a desktop has nothing of its own to say. */
const LINUX: Advice = {
  notification:
    'Install and start a notification server, for example dunst or the one of your desktop, and sign in again. Until then the call window shows calls.',
  buttons:
    'Your notification server shows no buttons. The call window with Accept and Reject comes with every call, so nothing is lost.',
  'do-not-disturb': 'Turn off do-not-disturb in your notification server, or let Offhook through.',
  sound:
    'Open the sound settings (pavucontrol shows them all) and see that Offhook is neither muted nor sent to a device you do not hear.',
  'call-window':
    'See whether a rule of your window manager hides windows of the kind “notification”, and exempt Offhook.',
  microphone: 'Plug in a microphone and choose it as input in the sound settings; see that it is not muted.',
}

const ADVICE: Readonly<Record<DesktopKind, Advice>> = {
  linux: LINUX,
  gnome: {
    ...LINUX,
    notification:
      'Open Settings > Notifications > Offhook, and turn on Notifications and Notification Popups.',
    buttons: 'Open Settings > Notifications > Offhook, and turn on Show Message Content in Popups.',
    'do-not-disturb': 'Open the menu at the clock and turn off Do Not Disturb.',
    sound:
      'Open Settings > Sound: choose the output you hear, and see that Offhook is not muted in Volume Levels.',
    microphone:
      'Open Settings > Sound > Input, and Settings > Privacy > Microphone, and see that one is chosen and allowed.',
  },
  kde: {
    ...LINUX,
    notification:
      'Open System Settings > Notifications > Application Settings > Offhook, and tick Show popups.',
    buttons: 'Open System Settings > Notifications, and see that Plasma’s own notifications are in use.',
    'do-not-disturb':
      'Click the bell in the tray and leave Do Not Disturb; or tick Show in Do Not Disturb mode for Offhook in System Settings > Notifications.',
    sound:
      'Click the loudspeaker in the tray > Applications, and see that Offhook is not muted and goes to the right device.',
    'call-window':
      'Open System Settings > Window Management > Window Rules, and see that no rule hides Offhook.',
    microphone:
      'Click the loudspeaker in the tray > Devices, and see that a microphone is chosen and not muted.',
  },
  xfce: {
    ...LINUX,
    notification:
      'Open Settings > Notifications > Applications, and see that Offhook is on. Is xfce4-notifyd installed and running?',
    buttons:
      'Offhook expects buttons from xfce4-notifyd. See that no other notification server has taken its place.',
    'do-not-disturb': 'Open Settings > Notifications, and turn off Do not disturb.',
    sound: 'Click the loudspeaker in the panel > Audio mixer > Playback, and see that Offhook is not muted.',
    microphone:
      'Click the loudspeaker in the panel > Audio mixer > Input Devices, and see that one is not muted.',
  },
  cinnamon: {
    ...LINUX,
    notification: 'Open System Settings > Notifications, and turn on Enable notifications.',
    'do-not-disturb':
      'Click the bell in the panel and turn notifications on; in System Settings > Notifications too.',
    sound: 'Open System Settings > Sound > Applications, and see that Offhook is not muted.',
    microphone: 'Open System Settings > Sound > Input, and choose a microphone.',
  },
  mate: {
    ...LINUX,
    notification:
      'Open Control Center > Popup Notifications, and see that they are shown on the screen you look at. Is mate-notification-daemon running?',
    'do-not-disturb': 'Open Control Center > Popup Notifications, and turn off Enable Do Not Disturb.',
    sound: 'Open Control Center > Sound > Applications, and see that Offhook is not muted.',
    microphone: 'Open Control Center > Sound > Input, and choose a microphone.',
  },
  wayland: {
    ...LINUX,
    notification:
      'Start mako, dunst or swaync with your session, for example by a line “exec mako” in its configuration.',
    'do-not-disturb':
      'Leave the do-not-disturb mode: “makoctl mode -r do-not-disturb”, “dunstctl set-paused false” or “swaync-client -df”.',
    'call-window':
      'A Wayland compositor may put the call window below others. Add a rule that floats the window with the title “Incoming call” on top and does not focus it.',
  },
  windows: {
    notification:
      'Open Settings > System > Notifications, turn notifications on, and turn on Offhook in the list.',
    buttons: 'Open Settings > System > Notifications > Offhook, and turn on Show notification banners.',
    'do-not-disturb':
      'Open Settings > System > Notifications and turn off Do not disturb (Focus assist), or add Offhook to the priority notifications.',
    sound:
      'Right-click the loudspeaker in the taskbar > Volume mixer, and see that Offhook is not muted and goes to the right device.',
    'call-window':
      'See whether a program that manages windows, or one that is full screen exclusively, keeps others behind it.',
    microphone:
      'Open Settings > Privacy & security > Microphone, and turn on Let desktop apps access your microphone.',
  },
  macos: {
    notification: 'Open System Settings > Notifications > Offhook, and turn on Allow notifications.',
    buttons:
      'Accept and Reject are under Options: move the pointer over the notification. The call window has them too. So that notifications stay, choose the style Persistent in System Settings > Notifications > Offhook.',
    'do-not-disturb':
      'Open Control Centre and turn off Focus, or add Offhook to the allowed apps in System Settings > Focus.',
    sound: 'Open System Settings > Sound > Output, and choose the device you hear; see that it is not muted.',
    'call-window':
      'In Mission Control, see whether Offhook is assigned to one desktop only, and set it to None or All Desktops.',
    microphone:
      'Open System Settings > Privacy & Security > Microphone, and turn on Offhook; then start Offhook again.',
  },
}

/** For a native Wayland call window, which no program can place or keep on top. */
const WAYLAND_CALL_WINDOW: Partial<Record<DesktopKind, string>> = {
  gnome:
    'On Wayland GNOME decides where the call window appears, and may put it behind others. Start Offhook without OFFHOOK_OZONE=wayland where there is XWayland: it is on top then.',
  kde: 'On Wayland Plasma decides where the call window appears. Add a rule in System Settings > Window Management > Window Rules for the window title “Incoming call”: Keep above other windows, and Accept focus: No.',
}

/** What to change on this desktop about one thing. A sentence or two, for the person. */
export function alertAdvice({ kind, wayland }: Pick<Desktop, 'kind' | 'wayland'>, topic: AlertTopic): string {
  if (topic === 'call-window' && wayland) return WAYLAND_CALL_WINDOW[kind] ?? ADVICE.wayland['call-window']
  return ADVICE[kind][topic]
}
