/** What can be done from the keyboard, wherever the focus is. */
export type ShortcutAction =
  'accept' | 'reject' | 'hang-up' | 'mute' | 'number' | 'keypad' | 'recents' | 'settings'

interface Shortcut {
  readonly action: ShortcutAction
  /** With Ctrl, or Cmd on a Mac. */
  readonly key: string
  readonly shift: boolean
}

/**
 * As they are listed. What touches a call takes two more fingers than a slip has, and Escape is none of them: nobody
 * should lose a call by a key that means "away with this" everywhere else.
 */
export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'accept', key: 'A', shift: true },
  { action: 'reject', key: 'D', shift: true },
  { action: 'hang-up', key: 'H', shift: true },
  { action: 'mute', key: 'M', shift: true },
  { action: 'number', key: 'L', shift: false },
  { action: 'keypad', key: '1', shift: false },
  { action: 'recents', key: '2', shift: false },
  { action: 'settings', key: ',', shift: false },
]

/** Also opens Settings, as 1 and 2 open the first two tabs. */
const THIRD_TAB = { key: '3', shift: false } as const

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>

/** What this key stands for, or null. A key that is held down counts once. */
export function actionFor(pressed: Pressed): ShortcutAction | null {
  if (!(pressed.ctrlKey || pressed.metaKey) || pressed.altKey || pressed.repeat) return null
  // Where a key writes neither letter nor digit (other alphabets, digits behind Shift), its place counts.
  const key = /^[a-z\d,]$/i.test(pressed.key) ? pressed.key : pressed.code.replace(/^(Key|Digit)/, '')
  const isPressed = ({ key: wanted, shift }: Pick<Shortcut, 'key' | 'shift'>) =>
    wanted === key.toUpperCase() && shift === pressed.shiftKey
  if (isPressed(THIRD_TAB)) return 'settings'
  return SHORTCUTS.find(isPressed)?.action ?? null
}

/** The keys of an action, for a person: `Ctrl + Shift + M`, one by one. */
export function keysFor(action: ShortcutAction, isMac: boolean): readonly string[] {
  const shortcut = SHORTCUTS.find((one) => one.action === action)
  if (!shortcut) return []
  return [isMac ? '⌘' : 'Ctrl', ...(shortcut.shift ? [isMac ? '⇧' : 'Shift'] : []), shortcut.key]
}

export function isMac(): boolean {
  return navigator.userAgent.includes('Macintosh')
}

/** The same as `aria-keyshortcuts` wants it. */
export function ariaKeys(action: ShortcutAction): string {
  const [, ...rest] = keysFor(action, false)
  return ['Control', 'Meta'].map((modifier) => [modifier, ...rest].join('+')).join(' ')
}
